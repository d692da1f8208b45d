import DeviceFeeds
import Foundation
import Journal
import NetworkValues
import Performance
import SNMPAgent
import Settings
import Testing

@testable import AgentRuntime

/// What is there first at a start.
struct AgentGroundTests {
    @Test func `SNMP answers before there are certificates`() async throws {
        let folder = try TemporaryFolder()
        let port = try #require(Self.freePort())
        let text = "config change SNMP0 /enable /address 127.0.0.1 /port \(port) /community public\n"
        let agent = Agent(
            AgentOptions(stateFolder: folder.path, settingsFile: nil, simulation: SimulationOverrides()),
            logger: CoreFixture.quiet)
        let document = SettingsDocument(ConfigText(text), schema: AgentSettings.schema)
        let ground = try await agent.layGround(
            try StateFolder(path: folder.path), document, HostFeed.sample(at: agent.clock.now()),
            simulation: try document.module(as: SimulationSettings.self))
        defer { ground.snmp.end() }
        #expect(ground.snmp.status.listening == ["127.0.0.1:\(port)"])
        let name = try #require(Self.get(from: port))
        // A response without an error: its tag, and the number of the error behind the request's number.
        #expect(name.contains(0xa2) && name.count > 40)
        #expect(throws: AgentFailure.self) {
            try ground.contexts.context(for: .secureServer("SNMP", pinned: []))
        }
        ground.snmp.end()
        #expect(ground.snmp.status.listening.isEmpty)
        await ground.journal.close()
    }

    @Test func `the agent goes on when its code is let go`() {
        #expect(MemoryService.releaseCode() > 1 << 20)
        MemoryService.configure()
        #expect([3, 1, 2].sorted() == [1, 2, 3])
    }

    /// A UDP port of the loopback that nobody uses.
    private static func freePort() -> UInt16? {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) + getsockname(descriptor, $0, &size)
            }
        }
        return result == 0 ? UInt16(bigEndian: address.sin_port) : nil
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        address.sin_port = port.bigEndian
        return address
    }

    /// The answer to a GET of sysUpTime in version 2c; `nil` for none within ten seconds.
    private static func get(from port: UInt16) -> [UInt8]? {
        let request: [UInt8] =
            [0x30, 0x26, 2, 1, 1, 4, 6] + Array("public".utf8)
            + [0xa0, 0x19, 2, 1, 1, 2, 1, 0, 2, 1, 0, 0x30, 0x0e, 0x30, 0x0c, 6, 8, 0x2b, 6, 1, 2, 1, 1, 3, 0, 5, 0]
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(descriptor) }
        var wait = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        var address = loopback(port)
        let sent = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, request, request.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard sent == request.count else { return nil }
        var answer = [UInt8](repeating: 0, count: 2000)
        let count = recv(descriptor, &answer, answer.count, 0)
        return count > 0 ? Array(answer.prefix(count)) : nil
    }
}
