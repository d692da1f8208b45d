import Faults
import Foundation
import Journal
import Logging
import NIOPosix
import NetworkValues
import Synchronization
import TLSKit
import WebClient

@testable import LogForwarding

/// A journal in a folder of its own, and what a forwarder needs around it.
final class LogBench: Sendable {
    struct NotHere: Error {}

    let folder: String
    let journal: Journal
    /// Milliseconds by which the forwarder's clock is ahead of the real one.
    private let ahead = Mutex<Int64>(0)

    init(_ settings: JournalSettings = JournalSettings()) throws {
        folder = NSTemporaryDirectory() + "/logs-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        journal = try Journal(
            path: folder + "/journal.sqlite", settings: settings,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            now: { LogBench.now() })
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static func now() -> Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }

    /// Lets time pass for the forwarder.
    func skip(seconds: Int64) { ahead.withLock { $0 += seconds * 1000 } }

    /// Surroundings whose pauses are a hundredth of what they are for.
    var surroundings: LogSurroundings {
        LogSurroundings(
            journal: journal, group: MultiThreadedEventLoopGroup.singleton, hostName: { "bench" },
            tls: { _ in throw NotHere() },
            web: { _ in
                WebClient(tls: nil, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            }, now: { LogBench.now().adding(milliseconds: self.ahead.withLock(\.self)) },
            sleep: { try await Task.sleep(for: $0 >= .milliseconds(400) ? $0 / 100 : $0) },
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    /// Appends lines `msgnum:N` for the numbers of a range.
    func append(
        _ numbers: Range<Int>, topic: LogTopic = .device, severity: UInt8 = 6, length: Int = 40, text: String? = nil
    ) async throws {
        for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: 200) {
            let records = (start..<min(start + 200, numbers.upperBound)).map { number in
                JournalContent.log(
                    LogRecord(
                        topic: topic, severity: severity, device: .agent, time: LogBench.now(),
                        text: "msgnum:\(number): " + (text ?? String(repeating: "x", count: length))))
            }
            try await journal.append(records)
        }
    }

    /// Runs forwarding to servers while `body` runs.
    func forwarding<Value: Sendable>(
        to servers: [LogServer], _ body: @Sendable (LogForwardingService) async throws -> Value
    ) async throws -> Value {
        let service = LogForwardingService(
            LogConfiguration(of: servers), surroundings)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await service.run() }
            defer { group.cancelAll() }
            return try await body(service)
        }
    }
}

extension LogConfiguration {
    /// A configuration of these servers, those that stand in for another behind it.
    init(of servers: [LogServer]) {
        self.init(
            chains: servers.filter { $0.backupOf == nil }.map { first in
                LogServerChain([first] + servers.filter { $0.backupOf == first.index })
            })
    }
}

/// The number of a line.
func number(_ line: String) -> Int? {
    line.firstRange(of: "msgnum:").flatMap { Int(line[$0.upperBound...].prefix { $0.isNumber }) }
}
