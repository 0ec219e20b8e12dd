package io.notificationhub.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /_sim}: see what arrived, forget it, and make vendors misbehave. */
final class ControlApi {
    private static final Set<String> FILTERS = Set.of("vendor", "to", "attemptId", "limit");
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 200_000;
    private static final int PIECE = 500;

    private final Journal journal;
    private final Faults faults;
    private final NhnLedger nhnLedger;

    ControlApi(Journal journal, Faults faults, NhnLedger nhnLedger) {
        this.journal = journal;
        this.faults = faults;
        this.nhnLedger = nhnLedger;
    }

    Answer answer(Call call) {
        String resource = call.method() + " " + call.path();
        return switch (resource) {
            case "GET /_sim/messages" -> messages(call);
            case "DELETE /_sim/messages" -> {
                journal.forget();
                nhnLedger.forget();
                yield Answer.empty(204);
            }
            case "GET /_sim/stats" -> stats();
            default -> call.path().startsWith("/_sim/faults/") ? fault(call) : unknown(call);
        };
    }

    private Answer messages(Call call) {
        Map<String, List<String>> query = call.queryParameters();
        for (String name : query.keySet()) {
            if (!FILTERS.contains(name)) {
                return Problem.invalid(call.path(), name, "is not a filter");
            }
        }
        String vendorName = Call.first(query, "vendor");
        Optional<Vendor> vendor = Vendor.named(vendorName);
        if (!vendorName.isEmpty() && vendor.isEmpty()) {
            return unknownVendor(call);
        }
        int limit = limit(Call.first(query, "limit"));
        if (limit < 1) {
            return Problem.invalid(call.path(), "limit", "must be a whole number from 1 to " + MOST);
        }
        byte[] attemptId = Entry.utf8(Call.first(query, "attemptId"));
        // An unescaped + of a phone number arrives as a space.
        String to = Call.first(query, "to").replaceFirst("^ ", "+");
        Predicate<Entry> wanted = entry -> (vendor.isEmpty() || entry.vendor() == vendor.get())
                && (attemptId.length == 0 || entry.hasAttemptId(attemptId))
                && (to.isEmpty() || isTo(entry, to));
        List<Entry> found = journal.newestFirst(wanted, limit);
        Flux<String> pieces = Flux.fromIterable(found)
                .map(entry -> json(entry).toString())
                .buffer(PIECE)
                .map(piece -> String.join(",", piece))
                .index((index, piece) -> index == 0 ? piece : "," + piece);
        return Answer.stream(Flux.concat(Flux.just("["), pieces, Flux.just("]")));
    }

    private static boolean isTo(Entry entry, String to) {
        String address = entry.to();
        return address.equals(to) || (entry.vendor().takesPhones() && Phones.same(address, to));
    }

    private static int limit(String text) {
        if (text.isEmpty()) {
            return USUAL_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            return limit <= MOST ? limit : 0;
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    private static ObjectNode json(Entry entry) {
        return Json.object()
                .put("vendor", entry.vendor().wireName())
                .put("attemptId", entry.attemptId())
                .put("to", entry.to())
                .put("title", entry.title())
                .put("body", entry.body())
                .put("outcome", entry.outcome().name())
                .put("status", entry.status())
                .put("receivedAt", entry.receivedAt().toString());
    }

    private Answer stats() {
        ObjectNode json = Json.object();
        for (Vendor vendor : Vendor.values()) {
            Journal.Stats stats = journal.stats(vendor);
            json.putObject(vendor.wireName())
                    .put("requests", stats.requests())
                    .put("accepted", stats.accepted())
                    .put("rejected", stats.rejected())
                    .put("distinctAttemptIds", stats.distinctAttemptIds())
                    .put("duplicates", stats.duplicates())
                    .put("saturated", stats.saturated());
        }
        return Answer.json(200, json);
    }

    private Answer fault(Call call) {
        Optional<Vendor> named = Vendor.named(call.path().substring("/_sim/faults/".length()));
        if (named.isEmpty()) {
            return unknownVendor(call);
        }
        Vendor vendor = named.get();
        return switch (call.method()) {
            case "GET" -> Answer.json(200, faults.of(vendor).toJson());
            case "DELETE" -> {
                faults.end(vendor);
                yield Answer.empty(204);
            }
            case "PUT" -> put(vendor, call);
            default -> unknown(call);
        };
    }

    private Answer put(Vendor vendor, Call call) {
        Optional<JsonNode> json = Json.parseObject(call.body());
        if (json.isEmpty()) {
            return Problem.invalid(call.path(), "body", "must be a JSON object");
        }
        try {
            Fault fault = FaultReader.read(vendor, json.get());
            faults.put(vendor, fault);
            return Answer.json(200, fault.toJson());
        } catch (FaultReader.InvalidFault invalid) {
            return Problem.invalid(call.path(), invalid.field(), invalid.problem());
        }
    }

    private static Answer unknownVendor(Call call) {
        List<String> names =
                List.of(Vendor.values()).stream().map(Vendor::wireName).collect(Collectors.toList());
        return Problem.invalid(call.path(), "vendor", "must be one of " + String.join(", ", names));
    }

    private static Answer unknown(Call call) {
        Set<String> known = Set.of("/_sim/messages", "/_sim/stats");
        return known.contains(call.path()) || call.path().startsWith("/_sim/faults/")
                ? Router.wrongMethod(call)
                : Router.notFound(call);
    }
}
