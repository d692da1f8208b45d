import Faults
import Foundation
import Journal
import Logging
import NetworkValues
import ReportSupport
import Snapshot
import Subprocess

@testable import ServiceReport

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// A folder to make reports in, with a journal.
final class ReportBench: Sendable {
    let folder: String
    let journal: Journal
    let site: ReportSite
    static let quiet: Logger = {
        var logger = Logger(label: "report tests")
        logger.logLevel = .critical
        return logger
    }()

    init(_ site: ReportSite = ReportSite()) throws {
        folder = NSTemporaryDirectory() + "report-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let now = site.snapshot.time
        journal = try Journal(path: folder + "/journal.sqlite", logger: Self.quiet, now: { now })
        self.site = site
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Sources with this site, this journal and the settings given.
    func sources(settings: String = "") -> ReportSources {
        let snapshot = site.snapshot
        var sources = ReportSources(snapshot: { snapshot }, journal: journal)
        sources.settings = { settings }
        return sources
    }

    func library(_ sources: ReportSources? = nil) throws -> ReportLibrary {
        let now = site.snapshot.time
        return try ReportLibrary(
            folder: folder + "/reports", sources ?? self.sources(), now: { now }, logger: Self.quiet)
    }

    /// Appends lines of a log, a second apart, the last one now.
    func log(_ texts: [String], secondsAgo: Int64 = 0) async throws {
        let end = site.snapshot.time.adding(seconds: -secondsAgo)
        let records = texts.enumerated().map { place, text in
            JournalContent.log(
                LogRecord(
                    topic: .dectRadio, severity: 6, device: .agent,
                    time: end.adding(seconds: Int64(place - texts.count)),
                    text: text, module: "test"))
        }
        try await journal.append(records)
    }

    /// Makes a report and unpacks its archive. Returns the page and the files of the archive by name.
    func report(
        _ redaction: ReportRedaction, _ sources: ReportSources? = nil
    ) async throws -> (page: String, files: [String: Data]) {
        let library = try library(sources)
        let begun = try library.start(ReportRequest(redaction: redaction, author: "test"))
        guard let made = await library.wait(for: begun.id), made.state == .finished,
            let page = library.path(made.id, .page), let archive = library.path(made.id, .archive)
        else { throw ReportError(.source, library.report(begun.id)?.error ?? "no report") }
        let out = folder + "/unpacked-\(made.id)"
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        _ = try await Self.run("/usr/bin/tar", ["-xzf", archive, "-C", out, "--strip-components=1"])
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: out) {
            files[name] = FileManager.default.contents(atPath: out + "/" + name)
        }
        return (try String(contentsOfFile: page, encoding: .utf8), files)
    }

    /// What a program prints; throws when it fails.
    static func run(_ path: String, _ arguments: [String]) async throws -> String {
        let result = try await Subprocess.run(
            path.hasPrefix("/") ? .path(FilePath(path)) : .name(path), arguments: Arguments(arguments), input: .none,
            output: .string(limit: 16 << 20), error: .string(limit: 1 << 16))
        guard result.terminationStatus.isSuccess else {
            throw ReportError(.program, "\(path): \(result.standardError) \(result.standardOutput)")
        }
        return result.standardOutput
    }
}
