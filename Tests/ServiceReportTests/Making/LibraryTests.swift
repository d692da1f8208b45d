import Faults
import Foundation
import NetworkValues
import ReportSupport
import Snapshot
import Synchronization
import Testing

@testable import ServiceReport

@Suite struct LibraryTests {
    private let manager = FileManager.default

    private func mode(_ path: String) throws -> Int {
        try #require(try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test func `a report is kept by number, readable by its owner only, and found again`() async throws {
        let bench = try ReportBench()
        let library = try bench.library()
        let begun = try library.start(ReportRequest(redaction: .names, author: "anna"))
        let made = try #require(await library.wait(for: begun.id))
        #expect(made.state == .finished && made.id == 1 && made.progress.share == 1)
        let page = try #require(library.path(1, .page))
        let archive = try #require(library.path(1, .archive))
        #expect(try mode(page) == 0o600 && mode(archive) & 0o077 == 0 && mode(library.folder) == 0o700)
        #expect(try mode(library.folder + "/1") == 0o700)
        let names = try manager.contentsOfDirectory(atPath: library.folder + "/1").sorted()
        #expect(names == ["report.html", "report.json", "report.tar.gz"])
        let size = try #require(try manager.attributesOfItem(atPath: archive)[.size] as? UInt64)
        #expect(made.archiveOctets == size && made.pageOctets > 10_000)
        let again = try bench.library()
        #expect(again.reports == [made])
        #expect(made.fileName(.archive) == "ipdect-report-20270115T000200Z.tar.gz")
        try again.remove(1)
        #expect(again.reports.isEmpty && !manager.fileExists(atPath: page))
        #expect(throws: ReportError(.unknown, "there is no report 1")) { try again.remove(1) }
        let next = try again.start(ReportRequest(redaction: .none, author: "anna"))
        #expect(await again.wait(for: next.id)?.id == 2)
    }

    @Test func `what a crash left half made is removed at the start`() async throws {
        let bench = try ReportBench()
        let folder = bench.folder + "/reports"
        for name in ["/.making-7/ipdect-report-x", "/8", "/other"] {
            try manager.createDirectory(atPath: folder + name, withIntermediateDirectories: true)
        }
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/.making-7/report.html"))
        try Data("7".utf8).write(to: URL(fileURLWithPath: folder + "/serial"))
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/schedule.json.new"))
        let library = try bench.library()
        #expect(try manager.contentsOfDirectory(atPath: folder).sorted() == ["other", "serial"])
        let begun = try library.start(ReportRequest(redaction: .none, author: "anna"))
        #expect(begun.id == 8)
        _ = await library.wait(for: begun.id)
    }

    @Test func `only as many as wanted are kept, and none that is too old`() async throws {
        let bench = try ReportBench()
        let time = Mutex(bench.site.snapshot.time)
        let library = try ReportLibrary(
            folder: bench.folder + "/reports", bench.sources(), now: { time.withLock { $0 } }, logger: ReportBench.quiet
        )
        var limits = ReportLibrary.Limits()
        limits.count = 2
        library.apply(limits)
        for _ in 0..<3 {
            let begun = try library.start(ReportRequest(redaction: .none, author: "anna"))
            _ = await library.wait(for: begun.id)
            time.withLock { $0 = $0.adding(seconds: 86_400) }
        }
        #expect(library.reports.map(\.id) == [3, 2])
        #expect(!manager.fileExists(atPath: library.folder + "/1"))
        limits.days = 1
        library.apply(limits)
        #expect(library.reports.map(\.id) == [3])
        time.withLock { $0 = $0.adding(seconds: 86_401) }
        library.prune()
        #expect(library.reports.isEmpty)
    }

    /// Sources whose snapshot comes only when the test lets it.
    private func slow(_ bench: ReportBench, _ gate: DispatchSemaphore) -> ReportSources {
        var sources = bench.sources()
        let snapshot = bench.site.snapshot
        sources.snapshot = {
            gate.wait()
            return snapshot
        }
        return sources
    }

    @Test func `a second report of the same kind joins, another one is refused`() async throws {
        let bench = try ReportBench()
        let gate = DispatchSemaphore(value: 0)
        let library = try bench.library(slow(bench, gate))
        let first = try library.start(ReportRequest(redaction: .names, author: "anna"))
        #expect(try library.start(ReportRequest(redaction: .names, author: "bob")).id == first.id)
        let error = #expect(throws: ReportError.self) {
            try library.start(ReportRequest(redaction: .none, author: "bob"))
        }
        #expect(error?.code == .busy && error?.message.hasPrefix("report 1 is being made (redaction names, ") == true)
        #expect(library.reports.map(\.state) == [.making] && library.path(first.id, .page) == nil)
        gate.signal()
        #expect(await library.wait(for: first.id)?.state == .finished)
    }

    @Test func `a report that is removed while it is made leaves nothing`() async throws {
        let bench = try ReportBench()
        let gate = DispatchSemaphore(value: 0)
        let library = try bench.library(slow(bench, gate))
        let begun = try library.start(ReportRequest(redaction: .none, author: "anna"))
        try library.remove(begun.id)
        gate.signal()
        #expect(await library.wait(for: begun.id)?.state == .cancelled)
        #expect(try manager.contentsOfDirectory(atPath: library.folder) == ["serial"])
    }

    @Test func `who waits for a report can leave, and the report goes on`() async throws {
        let bench = try ReportBench()
        let gate = DispatchSemaphore(value: 0)
        let library = try bench.library(slow(bench, gate))
        let begun = try library.start(ReportRequest(redaction: .none, author: "anna"))
        let waiter = Task { await library.wait(for: begun.id) }
        waiter.cancel()
        #expect(await waiter.value?.state == .making)
        gate.signal()
        #expect(await library.wait(for: begun.id)?.state == .finished)
    }

    @Test func `a report that takes too long is given up`() async throws {
        let bench = try ReportBench()
        let (now, snapshot) = (bench.site.snapshot.time, bench.site.snapshot)
        var sources = bench.sources()
        sources.snapshot = {
            while !Task.isCancelled { sched_yield() }
            return snapshot
        }
        let library = try ReportLibrary(
            folder: bench.folder + "/reports", sources, now: { now }, sleep: { _ in }, logger: ReportBench.quiet)
        let begun = try library.start(ReportRequest(redaction: .none, author: "anna"))
        let made = try #require(await library.wait(for: begun.id))
        #expect(made.state == .failed && made.error == "the report was not finished within 300 seconds")
        #expect(try manager.contentsOfDirectory(atPath: library.folder) == ["serial"])
    }

    @Test func `a folder that cannot be written is an error in a sentence`() async throws {
        let bench = try ReportBench()
        let library = try bench.library()
        try manager.removeItem(atPath: library.folder)
        let begun = try library.start(ReportRequest(redaction: .none, author: "anna"))
        let made = try #require(await library.wait(for: begun.id))
        #expect(made.state == .failed && made.error.contains("cannot") && made.error.contains("No such file"))
    }

    @Test func `progress grows from nothing to all`() async throws {
        let bench = try ReportBench()
        let seen = Mutex<[ReportProgress]>([])
        let folder = bench.folder + "/one"
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let maker = ReportMaker(
            sources: bench.sources(), request: ReportRequest(redaction: .none, author: "anna"), folder: folder
        ) { progress in seen.withLock { $0.append(progress) } }
        _ = try await maker.make()
        let shares = seen.withLock { $0 }
        #expect(shares.first?.phase == .gathering && shares.last == ReportProgress(phase: .packing, share: 1))
        #expect(shares.map(\.share) == shares.map(\.share).sorted())
        #expect(Set(shares.map(\.phase)) == [.gathering, .page, .tables, .packing])
    }

    @Test func `the largest site there can be has a report`() async throws {
        let site = ReportSite(radios: 3968, seconds: 40)
        #expect(site.snapshot.alarms.alarms.count > 100)
        let bench = try ReportBench(site)
        let (page, files) = try await bench.report(.names)
        #expect(page.utf8.count < 5_000_000 && page.contains("Radios with something wrong ("))
        let rows = try #require(files["devices.csv"].map { String(decoding: $0, as: UTF8.self) })
        #expect(rows.split(separator: "\r\n").count == 3969)
    }
}
