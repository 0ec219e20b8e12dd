package io.notificationhub.preference;

import io.notificationhub.web.TraceId;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The devices that get push messages. */
@RestController
// Said here, so that a client that takes no JSON is refused before anything is stored.
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
final class DeviceController {
    private final Devices devices;

    DeviceController(Devices devices) {
        this.devices = devices;
    }

    /** All devices of one recipient. */
    record DeviceList(List<Device> items) {}

    /** 201 for a token never seen; 200 for a known one, which is active again and belongs to the recipient that the body names. */
    @PostMapping("/devices")
    Mono<ResponseEntity<Device>> register(@RequestBody DeviceRegistration body, @RequestHeader HttpHeaders headers) {
        return devices.register(body.checked(), TraceId.traceparent(headers))
                .map(registered -> ResponseEntity.status(registered.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                        .body(registered.device()));
    }

    /** Takes the device out of use; registering its token again brings it back. */
    @DeleteMapping("/devices/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> deactivate(@PathVariable UUID id, @RequestHeader HttpHeaders headers) {
        return devices.deactivate(id, TraceId.traceparent(headers));
    }

    @GetMapping("/users/{recipientId}/devices")
    Mono<DeviceList> list(@PathVariable String recipientId) {
        return devices.of(FieldChecks.recipientId(recipientId)).collectList().map(DeviceList::new);
    }
}
