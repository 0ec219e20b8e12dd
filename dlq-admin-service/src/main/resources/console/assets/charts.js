// Draws the dashboard's charts and keeps them up to date.
(() => {
  "use strict";

  const COLOURS = ["#2563eb", "#059669", "#d97706", "#7c3aed"];
  const EVERY = 5000;

  document.addEventListener("DOMContentLoaded", () => {
    const place = document.getElementById("charts");
    if (!place) {
      return;
    }
    const words = place.dataset;
    const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    const ink = getComputedStyle(document.body).color;
    Chart.defaults.color = ink;
    Chart.defaults.animation = false;
    Chart.defaults.maintainAspectRatio = false;

    const perMinute = new Chart(document.getElementById("per-minute"), {
      type: "line",
      data: { labels: [], datasets: [] },
      options: {
        elements: { point: { radius: 0 }, line: { borderWidth: 2 } },
        scales: { y: { beginAtZero: true, ticks: { precision: 0 } }, x: { ticks: { maxTicksLimit: 8 } } },
      },
    });
    const perChannel = new Chart(document.getElementById("per-channel"), {
      type: "bar",
      data: { labels: [], datasets: [] },
      options: { scales: { x: { stacked: true }, y: { stacked: true, beginAtZero: true, ticks: { precision: 0 } } } },
    });

    function draw(found) {
      perMinute.data.labels = found.minutes.map((minute) => clock.format(new Date(minute)));
      perMinute.data.datasets = found.perMinute.flatMap((each, i) => {
        const colour = COLOURS[i];
        const succeeded = { label: each.channel, data: each.succeeded, borderColor: colour, backgroundColor: colour };
        const failed = { label: each.channel + " – " + words.failed, data: each.failed, borderColor: colour, borderDash: [3, 3] };
        return each.failed.some((number) => number > 0) ? [succeeded, failed] : [succeeded];
      });
      perMinute.update();
      const bars = (label, key, colour) => ({
        label,
        data: found.channels.map((each) => each[key]),
        backgroundColor: colour,
      });
      perChannel.data.labels = found.channels.map((each) => each.channel);
      perChannel.data.datasets = [
        bars(words.succeeded, "succeeded", "#059669"),
        bars(words.failed, "failed", "#dc2626"),
        bars(words.expired, "expired", "#d97706"),
      ];
      perChannel.update();
      place.dataset.drawn = found.minutes.at(-1);
    }

    async function refresh() {
      try {
        const answer = await fetch(words.source, { credentials: "same-origin", headers: { Accept: "application/json" } });
        if (answer.status === 401) {
          window.location.assign(answer.headers.get("HX-Redirect") || window.location.pathname);
          return;
        }
        if (answer.ok) {
          draw(await answer.json());
        }
      } catch {
        // The hub is away for a moment; the next round shows it again.
      }
      setTimeout(refresh, EVERY);
    }
    refresh();
  });
})();
