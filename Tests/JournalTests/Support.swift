import Faults
import Foundation
import Logging
import NetworkValues
import Synchronization

@testable import Journal

/// A folder of its own for one test, gone with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/journal-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var journal: String { path + "/journal.sqlite" }

    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }
}

/// A clock that stands until it is set.
final class ManualClock: Sendable {
    private let current = Mutex(Timestamp(seconds: 1_800_000_000))

    var now: Timestamp { current.withLock { $0 } }

    func advance(seconds: Int64) {
        current.withLock { $0 = $0.adding(seconds: seconds) }
    }
}

func openJournal(
    _ folder: TemporaryFolder, _ settings: JournalSettings = JournalSettings(), clock: ManualClock = ManualClock()
) throws -> Journal {
    try Journal(
        path: folder.journal, settings: settings,
        logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
        now: { clock.now })
}

func sampleFault(
    _ index: Int = 1, activity: FaultActivity = .error, alarm: UInt32 = 0,
    at time: Timestamp = Timestamp(seconds: 1_800_000_000),
    text: String = "Something happened"
) -> FaultRecord {
    FaultRecord(
        activity: activity, alarmNumber: alarm, code: FaultCode(rawValue: 0x0003_0200 + UInt32(index % 16)),
        severity: .major,
        seriousness: .error,
        subject: FaultSubject(
            device: DeviceID(rawValue: 0x0001_3e00_0000 + UInt64(index)), deviceName: "ipbs3-00-00-\(index)",
            address: .v4(0x0a00_0001)), source: "DECT MASTER", text: text, time: time, count: 3)
}

func sampleAlarm(_ number: UInt32, text: String = "It stands") -> Alarm {
    let fault = sampleFault(Int(number), activity: .alarm, alarm: number)
    return Alarm(
        number: number, key: AlarmKey(device: fault.subject.device, source: fault.source, code: fault.code),
        subject: fault.subject, severity: .critical, text: text, firstRaised: fault.time,
        lastRaised: fault.time.adding(seconds: 5), count: 7,
        objectGoneSince: number.isMultiple(of: 2) ? fault.time : nil,
        acknowledged: number.isMultiple(of: 3))
}

/// So many faults with texts of about `bytes` bytes.
func manyFaults(_ count: Int, at time: Timestamp = Timestamp(seconds: 1_800_000_000), bytes: Int = 20)
    -> [JournalContent]
{
    let text = String(repeating: "x", count: bytes)
    return (0..<count).map { .fault(sampleFault($0, at: time, text: text)) }
}

func code(_ error: any Error) -> JournalError.Code? {
    (error as? JournalError)?.code
}
