# Points JAVA_HOME at a JDK 25, also where the default java is an older one. Sourced by ./hub and ./mvnw; POSIX shell.
# Leaves everything as it is if there is none: then ./hub says so, and Maven's toolchain selection has the word.

hub_is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25["._-]' "$1/release"
}

hub_find_jdk25() {
  if [ -n "${JAVA_HOME-}" ] && hub_is_jdk25 "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    return 0
  fi
  hub_java="$(command -v java 2>/dev/null || true)"
  while [ -L "$hub_java" ]; do
    hub_link="$(readlink "$hub_java")"
    case "$hub_link" in
      /*) hub_java="$hub_link" ;;
      *) hub_java="${hub_java%/*}/$hub_link" ;;
    esac
  done
  for hub_jdk in \
    "${hub_java%/bin/java}" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.local/share/mise/installs/java/* "${HOME-}"/.asdf/installs/java/*; do
    if [ -n "$hub_jdk" ] && hub_is_jdk25 "$hub_jdk"; then
      printf '%s\n' "$hub_jdk"
      return 0
    fi
  done
  return 1
}

if hub_jdk25="$(hub_find_jdk25)"; then
  JAVA_HOME="$hub_jdk25"
  export JAVA_HOME
fi
