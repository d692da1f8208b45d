import Faults
import Foundation
import HTTPTypes
import Hummingbird
import IPDECTCore
import Journal
import LogForwarding
import Logging
import NIOCore
import NetworkValues
import Settings
import Snapshot
import WebServer
import WebSupport

@testable import WebAPI

/// A journal with a line of every kind, and the routes over it.
final class LogDesk: Sendable {
    let journal: Journal
    let writer: LogWriter
    let store: SnapshotStore
    let radio: Radio
    let client: RouterClient
    let time = Timestamp(seconds: 1_800_000_000)
    private let folder: String

    init() async throws {
        folder = NSTemporaryDirectory() + "/console-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let time = time
        journal = try Journal(path: folder + "/journal.sqlite", logger: quiet, now: { time })
        writer = LogWriter(try Self.settings(""), journal: journal, now: { time }, logger: quiet)
        store = SnapshotStore(SampleSite.snapshot)
        radio = SampleSite.snapshot.site.radios[3]
        let control = FakeControl()
        client = RouterClient(WebSite([APIRoutes(control), LogRoutes(journal, writer, store)]))
        try await journal.append(records)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static func settings(_ options: String) throws -> LogSettings {
        try SettingsDocument(
            ConfigText("config change LOG0 \(options)"), schema: SettingsSchema([LogSettings.self])
        ).module()
    }

    /// A line of each kind, a second apart.
    private var records: [JournalContent] {
        func log(
            _ second: Int64, _ topic: LogTopic, _ severity: UInt8, _ device: DeviceID, _ text: String,
            _ module: String = "", _ origin: LogOrigin? = nil
        ) -> JournalContent {
            .log(
                LogRecord(
                    topic: topic, severity: severity, device: device, time: time.adding(seconds: second), text: text,
                    module: module, origin: origin))
        }
        return [
            log(0, .agent, 5, .agent, "started", "AgentRuntime"),
            log(1, .dectRadio, 6, DeviceID(rawValue: radio.mac.rawValue), "registered"),
            .fault(
                FaultRecord(
                    activity: .alarm, alarmNumber: 7, code: FaultCode(rawValue: 0x0003_0204), severity: .major,
                    seriousness: .error,
                    subject: FaultSubject(device: DeviceID(rawValue: 9), deviceName: "pump", address: nil),
                    source: "IP", text: "is silent", time: time.adding(seconds: 2), count: 1, isSimulated: false)),
            log(
                3, .device, 2, .agent, "old-gateway: overheats", "ENV",
                LogOrigin(address: .v4(0x0a00_0007), host: "old-gateway", facility: 16, messageOffset: 13)),
            log(
                4, .device, 6, .agent, "hums", "ENV",
                LogOrigin(address: .v4(0x0a00_0008), host: "", facility: 16, messageOffset: 0)),
            log(5, .login, 4, .agent, "refused"),
        ]
    }

    /// Appends a line of the agent.
    func append(_ text: String) async throws {
        try await journal.append([
            .log(LogRecord(topic: .agent, severity: 5, device: .agent, time: time, text: text))
        ])
    }

    /// What a query asks for.
    func search(_ query: String) throws -> LogSearch {
        try LogSearch(
            Request(
                head: HTTPRequest(method: .get, scheme: "http", authority: "agent", path: "/x" + query),
                body: RequestBody(buffer: ByteBuffer())), store.current)
    }
}
