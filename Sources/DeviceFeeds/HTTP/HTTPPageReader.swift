import DeviceProtocols
import NetworkValues

/// Makes readings of a device's answer to one page.
struct HTTPPageReader {
    let page: HTTPPage
    /// The body.
    let octets: [UInt8]
    /// The encoding by Content-Type, for documents that do not say it.
    let encoding: XMLEncoding
    /// The minute of the hour, by the device's clock.
    let minute: Int

    /// What is known of other answers, and is changed by this one.
    struct Notes {
        var memory: HTTPDeviceMemory
        var isResetRequired: Bool?
    }

    func result(_ notes: inout Notes) -> HTTPPageResult {
        let first = octets.first { $0 > 0x20 }
        let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        switch page {
        case .alarms, .faults: return isJSON ? json() : faults(&notes)
        case .box: return box(&notes)
        case .sync:
            let page = RadioSyncPage(octets.span, encoding: encoding)
            return whole(isUnderstood: page.state != nil, page.error, page.readings)
        case .processor, .memory:
            let counters = DeviceCounters(octets.span, encoding: encoding)
            let readings = counters.readings(page == .memory ? .memory : .processor, minute: minute)
            let isUnderstood = readings.contains { if case .figure = $0 { true } else { false } }
            // Counters without a value yet, as behind a start, are understood all the same.
            return whole(isUnderstood: isUnderstood || readings.isEmpty, counters.error, readings)
        }
    }

    private func faults(_ notes: inout Notes) -> HTTPPageResult {
        let list = FaultList(octets.span, page: page == .alarms ? .alarms : .faults, encoding: encoding)
        let readings = page == .alarms ? list.alarmReadings : list.faultReadings(&notes.memory.faults)
        guard list.isUnderstood else { return whole(isUnderstood: false, list.error, readings) }
        if let error = list.error { return HTTPPageResult(page, .partly(error.description), readings) }
        guard list.isComplete else {
            return HTTPPageResult(
                page, .partly("expected a code in each alarm, got \(list.unknown.count) elements that have none"),
                readings)
        }
        return HTTPPageResult(page, .understood, readings)
    }

    /// The twin in JSON. It does not say that it is all, so no alarm is over because it is not in it, and what it has of the
    /// past is nothing new.
    private func json() -> HTTPPageResult {
        let alarms = JSONAlarms(octets)
        guard !alarms.messages.isEmpty else { return whole(isUnderstood: false, nil, alarms.readings) }
        let readings = page == .alarms ? alarms.readings : alarms.unknown.map { DeviceReading.raw($0) }
        return HTTPPageResult(
            page, .partly("expected XML, got JSON, which is read without a memory of its own"), readings)
    }

    private func box(_ notes: inout Notes) -> HTTPPageResult {
        let box = BoxInformation(octets.span, encoding: encoding)
        notes.isResetRequired = box.isResetRequired
        if box.error == nil, !box.identity.version.isEmpty {
            // Other firmware may have other pages.
            if box.identity.version != notes.memory.version { notes.memory.absentUntil = [:] }
            notes.memory.version = box.identity.version
        }
        if box.isUnderstood, let error = box.error {
            return HTTPPageResult(page, .partly(error.description), box.readings)
        }
        return whole(isUnderstood: box.isUnderstood, box.error, box.readings)
    }

    private func whole(isUnderstood: Bool, _ error: XMLError?, _ readings: [DeviceReading]) -> HTTPPageResult {
        if isUnderstood { return HTTPPageResult(page, .understood, readings) }
        let reason = error?.description ?? "answered, and not understood"
        guard readings.isEmpty, !octets.isEmpty else { return HTTPPageResult(page, .keptRaw(reason), readings) }
        let text = String(decoding: octets.prefix(DeviceReading.rawLimit), as: UTF8.self)
        return HTTPPageResult(page, .keptRaw(reason), [.raw(shortening: text)])
    }
}
