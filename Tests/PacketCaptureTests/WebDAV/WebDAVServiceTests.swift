import Foundation
import NetworkValues
import Testing
import WebClient

@testable import PacketCapture

/// All of it together, capturing on the loopback interface.
@Suite(.enabled(if: Datagrams.canCapture, "needs the right to capture (CAP_NET_RAW)"), .serialized)
struct WebDAVServiceTests {
    private let port: UInt16 = 45_679

    private static func now() -> Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }

    private func configuration(_ url: String?) throws -> WebDAVConfiguration {
        var configuration = WebDAVConfiguration()
        configuration.url = try url.map { try WebURL($0) }
        configuration.interface = "lo"
        // Other tests use the loopback interface, too.
        configuration.filter = "udp dst port \(port)"
        return configuration
    }

    /// Runs the service while `body` runs, then ends it as the agent does.
    private func run(
        _ configuration: WebDAVConfiguration, in bench: SpoolBench, engine: CaptureEngine? = nil,
        isUnclean: Bool = false, _ body: @Sendable (WebDAVService) async throws -> Void
    ) async throws {
        let engine = engine ?? CaptureEngine(bufferOctets: 8 << 20, now: { Self.now() })
        let service = WebDAVService(
            configuration,
            WebDAVSurroundings(
                engine: engine, folder: bench.folder,
                web: { WebClient(tls: nil, credentials: $0.credentials, logger: silent) }, now: { Self.now() },
                logger: silent, restartedUnexpectedly: isUnclean))
        let task = Task { await service.run() }
        let result: Result<Void, any Error>
        do { result = .success(try await body(service)) } catch { result = .failure(error) }
        task.cancel()
        await task.value
        try result.get()
    }

    private func sent(_ bench: SpoolBench) throws -> [UInt64] {
        try bench.files.sorted().flatMap { try Datagrams.numbers(bench.octets($0), to: port) }
    }

    @Test func `what is captured is on the server when the agent ends, without our own traffic`() async throws {
        let bench = try SpoolBench()
        let server = FaultyServer { _ in .serve }
        try await FaultyServer.run(server) { webPort in
            var settings = try configuration("http://127.0.0.1:\(webPort)/dav/")
            settings.filter += " or tcp port \(webPort)"
            try await run(settings, in: bench) { service in
                try await expectSoon { service.status.state == .connected && service.status.interface == "lo" }
                Datagrams.send(0..<2000, to: port)
                try await expectSoon { service.status.counts.delivered >= 2000 }
            }
            #expect(server.files.count == 1)
            let (path, octets) = try #require(server.files.first)
            #expect(path.hasPrefix("/dav/000000000000-") && path.hasSuffix("-000001.pcap"))
            #expect(try Datagrams.numbers(octets, to: port) == Array(0..<2000))
            #expect(try Datagrams.segments(octets, of: UInt16(webPort)) == 0)
            #expect(bench.files.map { $0.hasSuffix(".pcap.sent") } == [true])
        }
    }

    @Test func `a dead server slows nothing, and gets everything later`() async throws {
        let bench = try SpoolBench()
        let webPort = try await FaultyServer.run(FaultyServer { _ in .serve }) { $0 }
        let settings = try configuration("http://127.0.0.1:\(webPort)/dav")
        try await run(settings, in: bench) { service in
            try await expectSoon { service.status.state == .failed && service.status.interface == "lo" }
            for start: UInt64 in stride(from: 0, to: 20_000, by: 1000) {
                Datagrams.send(start..<(start + 1000), to: port)
            }
            try await expectSoon { service.status.counts.taken >= 20_000 }
            #expect(service.status.counts.dropped == 0 && !service.status.reason.isEmpty)
        }
        #expect(try sent(bench) == Array(0..<20_000))
        let server = FaultyServer { _ in .serve }
        try await FaultyServer.run(server, port: webPort) { _ in
            try await run(settings, in: bench) { service in
                try await expectSoon { service.status.uploadedFiles >= 1 }
                #expect(service.status.spool.crashFiles.isEmpty)
            }
        }
        let arrived = try server.files.sorted { $0.key < $1.key }.flatMap { try Datagrams.numbers($0.value, to: port) }
        #expect(arrived == Array(0..<20_000))
    }

    @Test func `another URL begins another file, and gets what waits`() async throws {
        let bench = try SpoolBench()
        let (first, second) = (FaultyServer { _ in .serve }, FaultyServer { _ in .serve })
        try await FaultyServer.run(first) { firstPort in
            try await FaultyServer.run(second) { secondPort in
                try await run(try configuration("http://127.0.0.1:\(firstPort)/dav"), in: bench) { service in
                    try await expectSoon { service.status.state == .connected && service.status.interface == "lo" }
                    Datagrams.send(0..<100, to: port)
                    try await expectSoon { service.status.counts.delivered >= 100 }
                    service.apply(try configuration("http://127.0.0.1:\(secondPort)/dav"))
                    try await expectSoon { service.status.uploadedFiles == 1 && service.status.interface == "lo" }
                    try await expectSoon { service.status.state == .connected }
                    Datagrams.send(100..<200, to: port)
                    try await expectSoon { service.status.counts.delivered >= 200 }
                    // Without a URL nothing is captured any more.
                    service.apply(try configuration(nil))
                    try await expectSoon { service.status.state == .off && service.status.interface.isEmpty }
                }
            }
        }
        let all = [first, second].flatMap { Array($0.files) }.sorted { $0.key < $1.key }
        let numbers = try all.map { try Datagrams.numbers($0.value, to: port) }
        #expect(numbers == [Array(0..<100), Array(100..<200)])
    }

    @Test func `an interface that is not there, and a filter that is none, are said`() async throws {
        var configuration = try configuration("http://127.0.0.1:9/dav")
        configuration.interface = "nothere0"
        try await run(configuration, in: try SpoolBench()) { service in
            try await expectSoon { service.status.captureError.contains("nothere0") }
        }
        configuration.interface = "lo"
        configuration.filter = "udp prot 5060"
        try await run(configuration, in: try SpoolBench()) { service in
            try await expectSoon { service.status.captureError.contains("syntax error") }
        }
    }

    @Test func `a crash's trace is kept and shown although no URL is set any more`() async throws {
        let bench = try SpoolBench()
        let spool = try bench.open(at: Self.now())
        spool.append(Packets.chunk(0..<10, at: Self.now()), at: Self.now())
        try await run(try configuration(nil), in: bench, isUnclean: true) { service in
            try await expectSoon { service.status.spool.crashFiles.count == 1 }
            #expect(service.status.state == .off && service.status.spool.filesWaiting == 2)
        }
        // Set again, it goes first.
        let server = FaultyServer { _ in .serve }
        try await FaultyServer.run(server) { webPort in
            try await run(try configuration("http://127.0.0.1:\(webPort)/dav"), in: bench) { service in
                try await expectSoon { service.status.uploadedFiles >= 2 }
            }
        }
        #expect(server.names.first?.hasSuffix("-crash.pcap") == true)
    }

    @Test func `a folder that cannot be used is said, and tried again`() async throws {
        let bench = try SpoolBench()
        try Data().write(to: URL(fileURLWithPath: bench.folder))
        try await run(try configuration("http://127.0.0.1:9/dav"), in: bench) { service in
            try await expectSoon { !service.status.spool.error.isEmpty }
            try FileManager.default.removeItem(atPath: bench.folder)
            try await expectSoon { service.status.spool.error.isEmpty && service.status.interface == "lo" }
        }
    }
}
