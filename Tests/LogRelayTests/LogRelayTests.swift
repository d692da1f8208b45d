import Faults
import Foundation
import Journal
import LogProtocols
import Logging
import NIOCore
import NIOPosix
import NetworkValues
import PortSupport
import Settings
import Synchronization
import TLSKit
import Testing

@testable import LogRelay

struct LogRelayTests {
    @Test func `both framings come over one connection, in order, and the last line needs no end`() async throws {
        let port = Int(try LoopbackPort.free())
        let bench = try RelayBench("/udp 0 /tls 0 /tcp \(port)")
        try await bench.running("tcp") { port in
            let sender = try await RelayBench.connect(port)
            let text =
                "<134>1 2026-11-23T11:59:00.5Z ipbs3 LOG_HTTP 7 - - TCP-Up\n"
                + "21 <13>line\nof two lines<13>Nov 23 11:58:00 host CMD: changed\r\n<134>20261123-115700 DECT_MASTER0 call"
            for start in stride(from: 0, to: text.utf8.count, by: 7) {
                let part = Array(text.utf8.dropFirst(start).prefix(7))
                try await sender.writeAndFlush(sender.allocator.buffer(bytes: part))
            }
            try await sender.close()
            let lines = try await bench.lines(4)
            #expect(
                lines.map { String($0.message) } == ["TCP-Up", "line\nof two lines", "changed", "DECT_MASTER0 call"])
            #expect(lines.map(\.topic) == [.tcp, .device, .configChanges, .dectMaster])
            #expect(lines.map(\.severity) == [6, 5, 5, 6])
            #expect(lines.map { $0.origin?.host ?? "" } == ["ipbs3", "", "host", ""])
            #expect(lines.map { $0.origin?.facility ?? 0 } == [16, 1, 1, 16])
            #expect(lines[0].text.hasPrefix("1 2026-11-23T11:59:00.5Z") && lines[0].module == "LOG_HTTP")
            #expect(lines[0].time.description == "2026-11-23T11:59:00.500Z")
            #expect(lines.allSatisfy { $0.device == DeviceID(rawValue: 77) })
        }
    }

    @Test func `a time that cannot be right gives way to ours, and no octet is lost`() async throws {
        let port = Int(try LoopbackPort.free())
        let bench = try RelayBench("/udp 0 /tls 0 /tcp \(port)")
        try await bench.running("tcp") { port in
            let sender = try await RelayBench.connect(port)
            var octets = Array("<134>Jan  1 00:00:05 ipbs3 CMD: gr".utf8)
            octets += [0xfc, 0xdf, 0x65, 0x0a]
            try await sender.writeAndFlush(sender.allocator.buffer(bytes: octets))
            let line = try #require(try await bench.lines(1).first)
            #expect(line.time == RelayBench.start)
            #expect(line.message == "grüße" && line.text == "Jan  1 00:00:05 ipbs3 CMD: grüße")
            try await sender.close()
        }
    }

    @Test func `datagrams over the rate are dropped and counted`() async throws {
        let port = Int(try LoopbackPort.free())
        let bench = try RelayBench("/tcp 0 /tls 0 /udp \(port) /rate 10")
        try await bench.running("udp") { port in
            let sender = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port).get()
            for number in 0..<50 {
                try await sender.writeAndFlush(ByteBuffer(string: "<134>msgnum:\(number)\n"))
            }
            let end = ContinuousClock.now.advanced(by: .seconds(60))
            while bench.service.status.total.received + bench.service.status.total.overRate < 50,
                ContinuousClock.now < end
            {
                try await Task.sleep(for: .milliseconds(5))
            }
            let total = bench.service.status.total
            #expect(total.received + total.overRate == 50 && total.received >= 10 && total.overRate > 0)
            #expect(try await bench.lines(Int(total.received)).count == Int(total.received))
            try await sender.close()
        }
    }

    @Test func `who may not send, and who is one too many, is turned away and counted`() async throws {
        let port = Int(try LoopbackPort.free())
        let bench = try RelayBench("/udp 0 /tls 0 /tcp \(port) /connections 2")
        try await bench.running("tcp") { port in
            var senders: [any Channel] = []
            for _ in 0..<4 { senders.append(try await RelayBench.connect(port)) }
            for (number, sender) in senders.enumerated() {
                try? await sender.writeAndFlush(ByteBuffer(string: "<134>sender \(number)\n"))
            }
            #expect(try await bench.lines(2).count == 2)
            #expect(bench.service.status.connections == 2 && bench.service.status.total.refused == 2)
            for sender in senders { try? await sender.close() }
        }
        let stranger = try RelayBench("/udp 0 /tls 0 /tcp \(Int(try LoopbackPort.free())) /allow 10.0.0.0/8")
        try await stranger.running("tcp") { port in
            let sender = try await RelayBench.connect(port)
            try? await sender.writeAndFlush(ByteBuffer(string: "<134>hello\n"))
            try? await sender.closeFuture.get()
            #expect(stranger.journal.lastNumber == 0 && stranger.service.status.total.refused == 1)
        }
    }

    @Test func `a sender of RELP has its answer when its line is durable`() async throws {
        let port = Int(try LoopbackPort.free())
        let bench = try RelayBench("/udp 0 /tls 0 /tcp 0 /relp \(port)")
        try await bench.running("relp") { port in
            let (sender, answers) = try await RelayBench.talk(port)
            try await sender.writeAndFlush(ByteBuffer(string: "1 open 14 relp_version=0\n"))
            var answer = answers.makeAsyncIterator()
            #expect(await answer.next()?.hasPrefix("1 rsp 64 200 OK\n") == true)
            try await sender.writeAndFlush(ByteBuffer(string: "2 syslog 13 <134>CMD: one\n3 close 0\n"))
            var rest = ""
            while let part = await answer.next() { rest += part }
            #expect(rest == "2 rsp 6 200 OK\n3 rsp 0\n0 serverclose 0\n")
            #expect(bench.journal.lastNumber == 1)
            #expect(try await bench.lines(1).map(\.text) == ["CMD: one"])
        }
    }

    @Test func `a sender of RELP has no answer to what is not durable`() async throws {
        let port = Int(try LoopbackPort.free())
        let bench = try RelayBench("/udp 0 /tls 0 /tcp 0 /relp \(port)")
        try await bench.running("relp") { port in
            let (sender, answers) = try await RelayBench.talk(port)
            await bench.journal.close()
            try await sender.writeAndFlush(ByteBuffer(string: "1 open 0\n2 syslog 7 <134>no\n"))
            var all = ""
            for await part in answers { all += part }
            #expect(all.hasPrefix("1 rsp 64 200 OK\n") && !all.contains("2 rsp"))
            let (stranger, nothing) = try await RelayBench.talk(port)
            try await stranger.writeAndFlush(ByteBuffer(string: "<134>no RELP\n"))
            for await part in nothing { Issue.record("an answer to what is no RELP: \(part)") }
        }
    }

    @Test func `one source cannot take the connections of all others`() async throws {
        let port = Int(try LoopbackPort.free())
        let bench = try RelayBench("/udp 0 /tls 0 /tcp \(port) /source-connections 2")
        try await bench.running("tcp") { port in
            var greedy: [any Channel] = []
            for _ in 0..<6 { greedy.append(try await RelayBench.connect(port)) }
            #expect(try await bench.total { $0.refused == 4 }.refused == 4)
            let other = try await RelayBench.connect(port, from: "127.0.0.2")
            try await other.writeAndFlush(ByteBuffer(string: "<134>another one\n"))
            #expect(try await bench.lines(1).map(\.text) == ["another one"])
            #expect(bench.service.status.connections == 3)
            // One that ends makes room for the next of its source.
            for sender in greedy { try? await sender.close() }
            let end = ContinuousClock.now.advanced(by: .seconds(60))
            while bench.service.status.connections > 1, ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(5))
            }
            let next = try await RelayBench.connect(port)
            try await next.writeAndFlush(ByteBuffer(string: "<134>the next one\n"))
            #expect(try await bench.lines(2).map(\.text) == ["another one", "the next one"])
            for sender in [other, next] { try await sender.close() }
        }
    }

    @Test func `a line that is too long is cut, and a form is taken`() async throws {
        let port = Int(try LoopbackPort.free())
        let bench = try RelayBench("/udp 0 /tls 0 /tcp \(port) /limit 480 /http on")
        try await bench.running("tcp") { port in
            let sender = try await RelayBench.connect(port)
            let long = "<134>" + String(repeating: "x", count: 5000) + "\n<134>next\n"
            try await sender.writeAndFlush(ByteBuffer(string: long))
            #expect(try await bench.lines(2).map(\.text.utf8.count) == [475, 4])
            #expect(bench.service.status.total.cut == 1)
            try await sender.close()
        }
        let form = LogForm(time: nil, from: "IP24-1d-00-8d", message: "LOG_HTTP 3 TCP-Up")
        try await bench.service.receive(form, from: .v4(0x7f00_0001))
        let line = try #require(try await bench.lines(3).last)
        #expect(line.origin?.host == "IP24-1d-00-8d" && line.module == "LOG_HTTP" && line.topic == .tcp)
    }

    @Test func `a form is refused where forms are not taken`() async throws {
        let bench = try RelayBench("/udp 0 /tls 0 /tcp 0")
        await #expect(throws: LogRelayService.Refusal.notAllowed) {
            try await bench.service.receive(LogForm(time: nil, from: "x", message: "y"), from: .v4(1))
        }
        let fast = try RelayBench("/udp 0 /tls 0 /tcp 0 /http on /rate 1")
        try await fast.service.receive(LogForm(time: nil, from: "x", message: "y"), from: .v4(1))
        try? await fast.service.receive(LogForm(time: nil, from: "x", message: "y"), from: .v4(1))
        await #expect(throws: LogRelayService.Refusal.self) {
            try await fast.service.receive(LogForm(time: nil, from: "x", message: "y"), from: .v4(1))
        }
    }

    @Test func `a port that is taken is said so`() async throws {
        let taken = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let bench = try RelayBench("/udp 0 /tls 0 /tcp \(taken.localAddress?.port ?? 0)")
        let run = Task { await bench.service.run() }
        let end = ContinuousClock.now.advanced(by: .seconds(60))
        while bench.service.status.listeners.isEmpty, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(bench.service.status.listeners.first?.error.isEmpty == false)
        run.cancel()
        await run.value
        try await taken.close()
    }
}
