import Faults
import Journal
import NetworkValues

/// Records such as a site of base stations makes them.
enum Samples {
    static func fault(_ index: Int, alarm: UInt32 = 0, activity: FaultActivity = .error, time: Timestamp) -> FaultRecord
    {
        let mac = 0x0001_3e00_0000 + UInt64(index % 4096)
        return FaultRecord(
            activity: activity, alarmNumber: alarm, code: FaultCode(rawValue: 0x0003_0204), severity: .critical,
            seriousness: .critical,
            subject: FaultSubject(
                device: DeviceID(rawValue: mac), deviceName: "ipbs3-\(hexadecimal(mac & 0xff_ffff, digits: 6))",
                address: .v4(0x0a00_0000 + UInt32(index % 4096))),
            source: "DECT MASTER", text: "The registration of the radio is down, try \(index)", time: time,
            isSimulated: true)
    }

    /// A line of 200 octets that a base station sent.
    static func line(_ index: Int, time: Timestamp) -> LogRecord {
        let head = "LOG_HTTP 3 TCP-Up 172.16.10.14:7793 172.16.0.17:471 msgnum:\(index) "
        return LogRecord(
            topic: .agent, severity: 6, device: .agent, time: time,
            text: head + String(repeating: "x", count: max(0, 200 - head.utf8.count)), module: "LOG_HTTP",
            origin: LogOrigin(
                address: .v4(0x0a00_0001), host: "ipbs3-1d-00-8d", facility: 16, messageOffset: 0))
    }

    static func alarm(_ number: UInt32, time: Timestamp) -> Alarm {
        let record = fault(Int(number), alarm: number, activity: .alarm, time: time)
        return Alarm(
            number: number,
            key: AlarmKey(device: record.subject.device, source: record.source, code: record.code),
            subject: record.subject, severity: record.severity, text: record.text, firstRaised: time, lastRaised: time)
    }
}
