import Foundation
import History
import Logging
import NetworkValues
import Synchronization
import WebClient

@testable import Exposition

/// A history with rows up to now, and remote write from it.
final class RemoteWriteBench: Sendable {
    static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    let path = NSTemporaryDirectory() + "remote-write-\(UUID().uuidString)"
    let history: History
    let now: Timestamp
    /// The first row.
    let start: Timestamp
    /// The last row at the start.
    let last: Timestamp

    /// `rows` rows of `series` series, the last ten minutes ago, values of a counter and of a gauge.
    init(rows: Int, series: Int) throws {
        history = try History(folder: path, settings: HistorySettings(), logger: Self.quiet)
        let seconds = Int64(Date().timeIntervalSince1970) / 10 * 10
        now = Timestamp(seconds: seconds)
        // A server shows nothing that has not happened yet: there is room for more rows.
        start = now.adding(seconds: -Int64(rows + 59) * 10)
        last = start.adding(seconds: Int64(rows - 1) * 10)
        try append(0..<rows, series: series)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Appends rows; those of `missing` have only the first series.
    func append(_ rows: Range<Int>, series: Int, missing: Range<Int> = 0..<0) throws {
        let ids = try (0..<series).map {
            try history.series(
                SeriesDescription(
                    name: $0 % 2 == 0 ? "ipdect_gauge{radio=\"R\($0)\"}" : "ipdect_count_total{radio=\"R\($0)\"}",
                    kind: $0 % 2 == 0 ? .gauge : .counter, unitsPerOne: 10))
        }
        for row in rows {
            let present = missing.contains(row) ? ids.prefix(1) : ids[...]
            try history.record(
                present.enumerated().map { HistorySample(series: $1, value: Self.value(row, $0)) },
                at: start.adding(seconds: Int64(row) * 10))
        }
    }

    static func value(_ row: Int, _ series: Int) -> Double { Double(row * (series + 1)) / 10 }

    /// Runs remote write while `body` runs. The place in the history begins before all rows.
    func writing(
        to server: RemoteWriteServer, fromStart: Bool = true,
        _ body: @Sendable (RemoteWriteService) async throws -> Void
    ) async throws {
        if fromStart { try history.cursor(named: server.cursorName).advance(to: start.adding(seconds: -10)) }
        let now = now
        let service = RemoteWriteService(
            [server],
            RemoteWriteSurroundings(
                history: history, hostName: { "bench" }, version: "1",
                web: { _ in
                    WebClient(tls: nil, logger: Self.quiet)
                }, now: { now }, sleep: { try await Task.sleep(for: $0 / 100) }, logger: Self.quiet))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await service.run() }
            defer { group.cancelAll() }
            try await body(service)
        }
    }
}

/// Asks again and again until the answer is there, at most `seconds`.
func eventually(within seconds: Double = 60, _ isSo: @Sendable () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now.advanced(by: .seconds(seconds))
    while ContinuousClock.now < end {
        if try await isSo() { return true }
        try await Task.sleep(for: .milliseconds(20))
    }
    return try await isSo()
}

/// A program on loopback with a folder of its own, ended with the test.
final class Program {
    let process = Process()
    let folder = NSTemporaryDirectory() + "program-\(UUID().uuidString)"

    init(_ path: String, _ arguments: (String) -> [String]) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        process.executableURL = URL(filePath: path)
        process.arguments = arguments(folder)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    func end() {
        process.terminate()
        process.waitUntilExit()
    }

    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    deinit {
        if process.isRunning { kill() }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Whether a program of Debian is there.
    static func isThere(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// The text at a URL; `nil` when nobody answers.
    static func text(_ url: String) async throws -> String? {
        let client = WebClient(tls: nil, logger: RemoteWriteBench.quiet)
        let url = try WebURL(url)
        guard let response = try? await client.perform(WebRequest("GET", url.target), at: url) else { return nil }
        return response.status == 200 ? String(decoding: response.body, as: UTF8.self) : nil
    }
}
