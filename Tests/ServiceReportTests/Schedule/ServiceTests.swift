import Foundation
import NetworkValues
import Synchronization
import ReportSupport
import Testing
import WebClient

@testable import ServiceReport

@Suite struct ServiceTests {
    private let friday = ReportSite.start

    /// A service at work.
    private struct Running {
        let library: ReportLibrary
        let service: ServiceReportService
        let task: Task<Void, Never>

        func end() async {
            task.cancel()
            await task.value
        }
    }

    private func start(
        _ bench: ReportBench, _ time: HandTime, _ configuration: ServiceReportConfiguration,
        _ sources: ReportSources? = nil
    ) throws -> Running {
        let library = try ReportLibrary(
            folder: bench.folder + "/reports", sources ?? bench.sources(), now: { time.now }, logger: ReportBench.quiet)
        let service = ServiceReportService(
            configuration,
            ServiceReportSurroundings(
                library: library, web: { _ in WebClient(tls: nil, logger: ReportBench.quiet) }, now: { time.now },
                sleep: { try await time.sleep($0) }, logger: ReportBench.quiet))
        return Running(library: library, service: service, task: Task { await service.run() })
    }

    private func configuration(_ server: StoreServer? = nil, mkcol: Bool = false) throws -> ServiceReportConfiguration {
        var configuration = ServiceReportConfiguration()
        configuration.schedule = ReportSchedule("friday 12:00")
        configuration.redaction = .addresses
        configuration.url = try server.map { try WebURL("http://127.0.0.1:\($0.port)/reports/") }
        configuration.makesDirectory = mkcol
        return configuration
    }

    /// Lets the time pass, look by look, until something is so.
    private func pass(_ time: HandTime, until isSo: () -> Bool) async {
        for _ in 0..<100 where !isSo() { await time.pass(seconds: 30) }
    }

    @Test func `a report that is due is made and sent, once a week`() async throws {
        let (bench, server) = (try ReportBench(), try await StoreServer())
        let time = HandTime(friday.adding(seconds: 43_200 - 60))
        let running = try start(bench, time, try configuration(server))
        await time.asleep()
        #expect(running.service.status.nextDue == friday.adding(seconds: 43_200) && running.library.reports.isEmpty)
        await pass(time) { server.files.count == 2 }
        await time.asleep()
        let made = try #require(running.library.reports.first)
        #expect(made.request == ReportRequest(redaction: .addresses, author: "schedule"))
        #expect(server.files["/reports/" + made.fileName(.page)] == Int(made.pageOctets))
        #expect(server.files["/reports/" + made.fileName(.archive)] == Int(made.archiveOctets))
        let status = running.service.status
        #expect(status.waiting.isEmpty && status.lastError.isEmpty && status.lastUploaded != nil)
        #expect(status.nextDue == friday.adding(seconds: 43_200 + 7 * 86_400))
        for _ in 0..<10 { await time.pass(seconds: 3600) }
        await time.asleep()
        #expect(running.library.reports.count == 1)
        await time.pass(seconds: 7 * 86_400)
        await pass(time) { running.library.reports.count == 2 && server.files.count == 4 }
        #expect(running.library.reports.count == 2)
        await running.end()
        await server.close()
    }

    @Test func `a report that the server refuses is sent again, also by the next run`() async throws {
        let (bench, server) = (try ReportBench(), try await StoreServer())
        server.state.withLock { $0.failures = Array(repeating: 503, count: 3) }
        let time = HandTime(friday.adding(seconds: 43_200 - 10))
        let first = try start(bench, time, try configuration(server))
        await pass(time) { first.service.status.failures > 0 }
        #expect(first.service.status.lastError.contains("503") && first.service.status.waiting == [1])
        await first.end()
        let second = try start(bench, time, try configuration(server))
        await pass(time) { server.files.count == 2 }
        await time.asleep()
        #expect(server.files.count == 2 && second.library.reports.count == 1)
        #expect(second.service.status.waiting.isEmpty && second.service.status.lastError.isEmpty)
        await second.end()
        await server.close()
    }

    @Test func `a report that was due while the agent was not there is made at its start`() async throws {
        let bench = try ReportBench()
        let time = HandTime(friday)
        let first = try start(bench, time, try configuration())
        await time.asleep()
        await first.end()
        let later = HandTime(friday.adding(seconds: 3 * 86_400))
        let second = try start(bench, later, try configuration())
        await later.asleep()
        #expect(second.library.reports.count == 1 && second.service.status.lastMade == later.now)
        await second.end()
        let third = try start(bench, later, try configuration())
        await later.asleep()
        #expect(third.library.reports.count == 1)
        await third.end()
    }

    @Test func `a directory that is missing is made when that is wanted`() async throws {
        let (bench, server) = (try ReportBench(), try await StoreServer())
        server.state.withLock { $0.hasDirectory = false }
        let time = HandTime(friday.adding(seconds: 43_200 - 10))
        let running = try start(bench, time, try configuration(server))
        await pass(time) { running.service.status.failures > 0 }
        #expect(running.service.status.lastError.contains("set REPORT0 /mkcol on"))
        running.service.apply(try configuration(server, mkcol: true))
        await pass(time) { server.files.count == 2 }
        #expect(server.files.count == 2 && server.requests.contains("MKCOL /reports/"))
        await running.end()
        await server.close()
    }

    @Test func `the agent ends while a report is made, which ends too and is made by the next run`() async throws {
        let bench = try ReportBench()
        let time = HandTime(friday.adding(seconds: 43_200 - 60))
        let snapshot = bench.site.snapshot
        let begun = AsyncStream.makeStream(of: Void.self)
        var sources = bench.sources()
        sources.snapshot = {
            begun.continuation.yield()
            while !Task.isCancelled { sched_yield() }
            return snapshot
        }
        let first = try start(bench, time, try configuration(), sources)
        await time.pass(seconds: 60)
        for await _ in begun.stream { break }
        await first.end()
        #expect(first.library.reports.map(\.state) == [.cancelled])
        #expect(first.service.status.failures == 0 && first.service.status.lastMade == nil)
        let names = try FileManager.default.contentsOfDirectory(atPath: first.library.folder)
        #expect(!names.contains { $0.hasPrefix(".making") } && !names.contains("1"))
        let later = HandTime(time.now)
        let second = try start(bench, later, try configuration())
        await later.asleep()
        #expect(second.library.reports.map(\.state) == [.finished])
        await second.end()
    }

    @Test func `without a schedule nothing is made`() async throws {
        let bench = try ReportBench()
        let time = HandTime(friday)
        let running = try start(bench, time, ServiceReportConfiguration())
        for _ in 0..<10 { await time.pass(seconds: 86_400) }
        await time.asleep()
        #expect(running.library.reports.isEmpty && running.service.status == ServiceReportStatus())
        await running.end()
    }
}
