import Dispatch
import LogProtocols
import NIOCore
import NetworkValues
import Sockets
import Testing
import Waking

@testable import LogForwarding

/// Syslog datagrams: nobody acknowledges them, and what is wrong with one must not stop the others.
struct DatagramTests {
    private static func server(_ port: UInt16, host: String = "127.0.0.1", limit: Int? = nil) -> LogServer {
        LogServer(index: 1, transport: .syslog, host: host, port: port, lineLimitBytes: limit)
    }

    @Test(arguments: ["127.0.0.1", "::1"])
    func `each line is a datagram, cut at 2048 octets`(_ host: String) async throws {
        let bench = try LogBench()
        let receiver = try await DatagramReceiver(host: host)
        try await bench.forwarding(to: [Self.server(receiver.port, host: host)]) { service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<1, length: 40)
            try await bench.append(1..<2, length: 3000)
            #expect(try await eventually { receiver.datagrams.count == 2 })
            #expect(receiver.datagrams.compactMap(number) == [0, 1])
            #expect(receiver.datagrams.map(\.utf8.count) == [55, 2048])
            #expect(receiver.datagrams.last?.hasSuffix(" [cut, 3015 octets]") == true)
            #expect(try await eventually { service.status[0].cut == 1 && service.status[0].settled == 2 })
        }
        await receiver.stop()
    }

    @Test func `a name service that does not answer holds up nobody who ends`() async throws {
        let bench = try LogBench()
        let (asked, gate) = (Doorbell(), DispatchSemaphore(value: 0))
        defer { gate.signal() }
        let resolver = NameResolver { _ in
            asked.ring()
            gate.wait()
            return []
        }
        var surroundings = bench.surroundings
        surroundings.resolve = { try await resolver.addresses(.init($0)) }
        let opening = Task { [surroundings] in
            try await DatagramConnection.open(
                Self.server(514, host: "dead.example"), after: 0, surroundings, counters: DeliveryCounters())
        }
        await asked.wait()
        opening.cancel()
        await #expect(throws: LogDeliveryError.self) { try await opening.value }
    }

    @Test func `a receiver is found by its name`() async throws {
        let server = Self.server(5140, host: "logs.example")
        let local = try await server.resolved(by: { _ in [.loopback] })
        #expect(try local == SocketAddress(ipAddress: "127.0.0.1", port: 5140))
        let link = IPAddress.v6(high: 0xfe80 << 48, low: 1, zone: 3)
        let address = try await server.resolved(by: { _ in [link, .loopback] })
        #expect(address.ipAddress == "fe80::1" && address.port == 5140)
        await #expect(throws: NameResolver.Failure.self) { try await server.resolved(by: { _ in [] }) }
    }

    @Test func `no limit is over what a datagram can carry`() async throws {
        let bench = try LogBench()
        let receiver = try await DatagramReceiver()
        try await bench.forwarding(to: [Self.server(receiver.port, limit: 65_536)]) { service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<1, length: 70_000)
            try await bench.append(1..<2)
            #expect(try await eventually { receiver.datagrams.compactMap(number) == [0, 1] })
            #expect(receiver.datagrams.first?.utf8.count == 65_507)
            #expect(service.status[0].failures == 0)
        }
        await receiver.stop()
    }

    @Test func `a datagram that is too large for the way is set aside, and the others leave`() async throws {
        let bench = try LogBench()
        let receiver = try await DatagramReceiver()
        let counters = DeliveryCounters()
        let connection = try await DatagramConnection.open(
            Self.server(receiver.port, limit: 65_536), after: 0, bench.surroundings, counters: counters,
            payloadLimit: 65_536)
        let lines = [40, 70_000, 40].enumerated().map { index, length in
            let line = LogLine(
                priority: .device(class: 0), time: LogBench.now(), host: "h", app: "a",
                text: "msgnum:\(index): " + String(repeating: "x", count: length))
            return (number: UInt64(index + 1), line: line)
        }
        try await connection.send(LogBatch(lines: lines, last: 3), wake: Doorbell())
        #expect(try await eventually { receiver.datagrams.compactMap(number) == [0, 2] })
        let figures = counters.figures
        #expect(figures.sent == 2 && figures.setAside == 1 && figures.refusals.map(\.number) == [2])
        await connection.close()
        await receiver.stop()
    }

    @Test func `what a closed port refuses is sent again until somebody listens`() async throws {
        let bench = try LogBench()
        let closed = try await DatagramReceiver()
        let port = closed.port
        await closed.stop()
        try await bench.forwarding(to: [Self.server(port)]) { service async throws in
            #expect(try await eventually { service.status.first?.state == .connected })
            try await bench.append(0..<10)
            #expect(try await eventually { service.status[0].failures > 1 })
            #expect(service.status[0].settled == 0 && !service.status[0].lastError.isEmpty)
            let receiver = try await DatagramReceiver(port: port)
            #expect(try await eventually { Set(receiver.datagrams.compactMap(number)) == Set(0..<10) })
            #expect(try await eventually { service.status[0].settled == 10 })
            await receiver.stop()
        }
    }
}
