import Dispatch
import NetworkValues
import Settings
import Sockets
import Synchronization
import Testing
import WebClient

@testable import PacketCapture

@Suite struct UploaderTests {
    /// Says once what stands first, then serves.
    private func once(_ reactions: [String: [FaultyServer.Reaction]]) -> FaultyServer {
        let left = Mutex(reactions)
        return FaultyServer { request in
            left.withLock { left in
                guard let reaction = left[request.method]?.first else { return .serve }
                left[request.method]?.removeFirst()
                return reaction
            }
        }
    }

    @Test func `files arrive byte for byte, oldest first, and count`() async throws {
        let bench = try UploadBench()
        let names = [bench.add(10), bench.add(900), bench.add(1)]
        let server = FaultyServer { _ in .serve }
        try await FaultyServer.run(server) { port in
            try await bench.run(to: port) { try await bench.expectEmpty() }
        }
        #expect(server.requests == ["OPTIONS /dav/"] + names.map { "PUT /dav/\($0)" })
        for name in names { #expect(try server.files["/dav/\(name)"] == bench.spools.octets(name + ".sent")) }
        #expect(bench.figures.state == .connected && bench.figures.reason.isEmpty)
        #expect(bench.figures.files == 3 && bench.figures.octets == 3 * 24 + 911 * 1016)
        #expect(bench.figures.lastSuccess == bench.clock.now)
    }

    @Test func `the open file is sent again when it has grown and its time has come`() async throws {
        let bench = try UploadBench()
        let name = bench.add(10, isOpen: true)
        let server = FaultyServer { _ in .serve }
        let path = "/dav/\(name)"
        try await FaultyServer.run(server) { port in
            try await bench.run(to: port) {
                try await expectSoon { bench.figures.state == .connected }
                #expect(server.files.isEmpty)
                bench.clock.advance(seconds: 60)
                try await expectSoon { server.files[path]?.count == 24 + 10 * 1016 }
                try await expectSoon { bench.figures.refreshes == 1 }
                // It has not grown.
                bench.clock.advance(seconds: 60)
                try await Task.sleep(for: .milliseconds(50))
                #expect(server.requests.count == 2)
                bench.spool.append(Packets.chunk(10..<20, length: 1000), at: bench.clock.now)
                try await expectSoon { server.files[path]?.count == 24 + 20 * 1016 }
                try await expectSoon { bench.figures.refreshes == 2 }
                // Closed as it is there: it need not be sent again.
                bench.spool.close(at: bench.clock.now)
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        #expect(server.requests.count == 3)
        #expect(bench.spools.files == [name + ".sent"])
    }

    /// What a server may answer to a file, what the status says then, and whether it is tried again soon.
    static let answers: [(status: String, text: String, reason: String, isSoon: Bool)] = [
        ("401 Unauthorized", "", "401: the server wants a user and a password", false),
        ("403 Forbidden", "", "403:", false), ("404 Not Found", "", "404: the directory is missing", false),
        ("409 Conflict", "", "409: the directory is missing", false), ("423 Locked", "", "423: somebody", false),
        ("405 Method Not Allowed", "", "405: the server takes no files", false),
        ("408 Request Timeout", "", "408:", true), ("429 Too Many Requests", "", "429:", true),
        ("500 Internal Server Error", "", "500:", true), ("503 Service Unavailable", "", "503:", true),
        ("507 Insufficient Storage", "", "507: the disk of the server is full", true),
    ]

    @Test(arguments: answers)
    func `a refusal is shown in words and tried again, soon or later`(
        status: String, text: String, reason: String, isSoon: Bool
    ) async throws {
        let bench = try UploadBench()
        let name = bench.add(3)
        let isWell = Switch()
        let server = FaultyServer { request in
            request.method == "PUT" && !isWell.isOn ? .answer(status, text: text) : .serve
        }
        try await FaultyServer.run(server) { port in
            try await bench.run(to: port) {
                try await expectSoon { bench.failurePauses.count >= 3 }
                #expect(bench.figures.state == .failed && bench.figures.reason.hasPrefix(reason), "\(bench.figures)")
                for (place, pause) in bench.failurePauses.prefix(3).enumerated() {
                    let double = Int64(1000) << Int64(place)
                    #expect(isSoon ? (double / 2...double).contains(pause) : pause == 300_000)
                }
                isWell.turnOn()
                try await bench.expectEmpty()
                try await expectSoon { bench.figures.state == .connected && bench.figures.reason.isEmpty }
            }
        }
        #expect(try server.files["/dav/\(name)"] == bench.spools.octets(name + ".sent"))
    }

    @Test(arguments: [
        ("413 Payload Too Large", [], "", "413:"), ("404 Not Found", [], "<h2>HTTP Error 404.13</h2>", "404.13:"),
        ("404 Not Found", ["Server: Microsoft-IIS/10.0"], "<h2>404 - File or directory not found.</h2>", "404.13:"),
    ])
    func `a file that is too large for the server holds up no smaller one`(
        status: String, fields: [String], text: String, reason: String
    ) async throws {
        let bench = try UploadBench()
        bench.add(500)
        let server = FaultyServer { request in
            request.length > 100_000 ? .answer(status, fields: fields, text: text) : .serve
        }
        try await FaultyServer.run(server) { port in
            try await bench.run(to: port) {
                try await expectSoon { bench.figures.state == .failed }
                #expect(bench.figures.reason.hasPrefix(reason))
                bench.add(5)
                try await expectSoon { server.files.count == 1 }
                try await expectSoon { bench.figures.files == 1 }
                let figures = bench.spool.figures(at: bench.clock.now)
                #expect(figures.filesRefused == 1 && figures.filesWaiting == 1)
                // After five minutes it is tried again.
                let before = server.requests.count
                bench.clock.advance(seconds: 301)
                try await expectSoon { server.requests.count > before }
            }
        }
    }

    @Test(arguments: [false, true], [0, 1, 70_000, 499_999])
    func `a server that dies in the middle of a file gets it whole the next time`(isReset: Bool, after: Int)
        async throws
    {
        let bench = try UploadBench()
        let name = bench.add(500)
        let server = once(["PUT": [.die(after: after, isReset: isReset), .die(after: after, isReset: isReset)]])
        try await FaultyServer.run(server) { port in
            try await bench.run(to: port) { try await bench.expectEmpty() }
        }
        #expect(try server.files["/dav/\(name)"] == bench.spools.octets(name + ".sent"))
        #expect(bench.figures.retries >= 1 && bench.figures.files == 1)
    }

    @Test func `a slow reader gets all of it, and one that hangs is given up`() async throws {
        let bench = try UploadBench()
        let name = bench.add(900)
        var options = UploadBench.options
        options.headerLimit = .milliseconds(300)
        options.bodyIdleLimit = .milliseconds(2000)
        let server = once(["OPTIONS": [.hang], "PUT": [.crawl(milliseconds: 2)]])
        try await FaultyServer.run(server) { [options] port in
            try await bench.run(to: port, options: options) {
                try await expectSoon { bench.figures.state == .failed }
                #expect(!bench.figures.reason.isEmpty)
                try await bench.expectEmpty()
            }
        }
        #expect(try server.files["/dav/\(name)"] == bench.spools.octets(name + ".sent"))
    }

    @Test func `a directory that is missing is made only where that is wanted`() async throws {
        for isWanted in [true, false] {
            let bench = try UploadBench()
            bench.add(3)
            let server = FaultyServer { _ in .serve }
            server.removeFolders()
            try await FaultyServer.run(server) { port in
                try await bench.run(to: port) {
                    $0.makesDirectory = isWanted
                } _: {
                    try await expectSoon { bench.figures.state == (isWanted ? .connected : .failed) }
                    guard isWanted else {
                        #expect(
                            bench.figures.reason
                                == "404: the directory is missing on the server: make it, or set /mkcol on")
                        return
                    }
                    // It is removed while all is well.
                    try await bench.expectEmpty()
                    server.removeFolders()
                    bench.add(3)
                    try await bench.expectEmpty()
                }
            }
            #expect(server.requests.filter { $0 == "MKCOL /dav/" }.count == (isWanted ? 2 : 0))
            #expect(server.files.count == (isWanted ? 2 : 0))
        }
    }

    @Test func `a server that knows no OPTIONS is proven by the first file`() async throws {
        let bench = try UploadBench()
        let server = FaultyServer { $0.method == "OPTIONS" ? .answer("405 Not Allowed") : .serve }
        try await FaultyServer.run(server) { port in
            try await bench.run(to: port) {
                try await expectSoon { server.requests.count == 1 }
                try await Task.sleep(for: .milliseconds(50))
                #expect(bench.figures.state == .connecting)
                bench.add(1)
                try await expectSoon { bench.figures.state == .connected }
            }
        }
    }

    @Test func `a server that is not there is shown so, and found when it is`() async throws {
        let bench = try UploadBench()
        bench.add(1)
        let port = try await FaultyServer.run(FaultyServer { _ in .serve }) { $0 }
        try await bench.run(to: port) {
            try await expectSoon { bench.failurePauses.count >= 4 }
            #expect(bench.figures.reason.hasSuffix(": Connection refused"), "\(bench.figures.reason)")
            // It comes up.
            let server = FaultyServer { _ in .serve }
            try await FaultyServer.run(server, port: port) { _ in
                try await bench.expectEmpty()
                try await expectSoon { bench.figures.state == .connected }
            }
        }
    }

    @Test func `a name that leads nowhere is shown so`() async throws {
        let bench = try UploadBench { host in throw NameResolver.Failure(host: host, reason: "unknown") }
        try await bench.run(to: 80) {
            $0.url = try? WebURL("http://nothing.invalid/dav")
        } _: {
            try await expectSoon { bench.figures.state == .failed }
            #expect(bench.figures.reason.hasPrefix("no address for nothing.invalid"), "\(bench.figures.reason)")
        }
    }

    @Test func `a name service that does not answer holds up nobody who ends`() async throws {
        let asked = Mutex(false)
        let gate = DispatchSemaphore(value: 0)
        defer { gate.signal() }
        let resolver = NameResolver { _ in
            asked.withLock { $0 = true }
            gate.wait()
            return []
        }
        let bench = try UploadBench { try await resolver.addresses(.init($0)) }
        bench.add(1)
        try await bench.run(to: 80) {
            $0.url = try? WebURL("http://nothing.invalid/dav")
        } _: {
            try await expectSoon { asked.withLock { $0 } }
        }
    }

    @Test func `the ends of the connection are left out of captures`() async throws {
        let bench = try UploadBench()
        bench.add(1)
        try await FaultyServer.run(FaultyServer { _ in .serve }) { port in
            try await bench.run(to: port) {
                try await bench.expectEmpty()
                let end = FlowEnd(.loopback, UInt16(port))
                #expect(bench.engine.ownTraffic.known.ends == [end])
            }
        }
        try await expectSoon { bench.engine.ownTraffic.known.ends.isEmpty }
    }
}

/// Something that is off until it is turned on.
final class Switch: Sendable {
    private let state = Mutex(false)
    var isOn: Bool { state.withLock { $0 } }
    func turnOn() { state.withLock { $0 = true } }
}
