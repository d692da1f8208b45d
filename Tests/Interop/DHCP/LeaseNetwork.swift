import Foundation
import Testing

/// A client and one or two servers in namespaces of their own. The client has `eth0` to the first server's bridge `lan`; the
/// second server has `lan`, too, either on the same bridge or as the other end of the client's `eth1`.
struct LeaseNetwork: Sendable {
    let client: String
    let first: String
    let second: String

    /// Runs `body` with a network, which is removed afterwards. Both servers are on one LAN, or each on its own.
    static func run(isOneLAN: Bool = true, _ body: @Sendable (LeaseNetwork, String) async throws -> Void) async throws {
        try await withFolder { folder in
            let mark = "ipd-\(getpid())-\(UInt16.random(in: 0...UInt16.max))"
            let network = LeaseNetwork(client: mark + "-c", first: mark + "-1", second: mark + "-2")
            do {
                try await network.build(isOneLAN: isOneLAN)
                try await body(network, folder)
            } catch {
                await network.remove()
                throw error
            }
            await network.remove()
        }
    }

    private func build(isOneLAN: Bool) async throws {
        for name in [client, first, second] {
            try await ip(["netns", "add", name])
            // Addresses of IPv6 are there at once.
            try await inside(name, ["sysctl", "-qw", "net.ipv6.conf.default.accept_dad=0"])
        }
        try await ip(["-n", first, "link", "add", "lan", "type", "bridge"])
        try await wire(client, "eth0", "02:00:00:00:00:01", first, "c0")
        if isOneLAN {
            try await wire(second, "lan", "02:00:00:00:00:22", first, "s0")
        } else {
            try await wire(client, "eth1", "02:00:00:00:00:01", second, "lan")
        }
        for port in ["c0"] + (isOneLAN ? ["s0"] : []) {
            try await ip(["-n", first, "link", "set", port, "master", "lan", "up"])
        }
        for (name, link, number) in [(first, "lan", 1), (second, "lan", 2)] {
            let host = isOneLAN ? "192.0.2.\(number)/24" : number == 1 ? "192.0.2.1/24" : "198.51.100.1/24"
            try await ip(["-n", name, "address", "add", host, "dev", link])
            try await ip(["-n", name, "address", "add", "2001:db8::\(number)/64", "dev", link, "nodad"])
            try await ip(["-n", name, "link", "set", link, "up"])
        }
        for link in ["eth0"] + (isOneLAN ? [] : ["eth1"]) { try await ip(["-n", client, "link", "set", link, "up"]) }
        // A bridge takes a moment; Kea opens no socket before.
        for name in [first, second] {
            let isUp = try await eventually {
                try await ip(["-n", name, "link", "show", "lan"]).output.contains("LOWER_UP") ? true : nil
            }
            try #require(isUp == true)
        }
    }

    private func wire(
        _ left: String, _ leftName: String, _ hardware: String, _ right: String, _ rightName: String
    ) async throws {
        try await ip([
            "link", "add", leftName, "netns", left, "address", hardware, "type", "veth",
            "peer", "name", rightName, "netns", right,
        ])
    }

    private func remove() async {
        for name in [client, first, second] { _ = try? await ip(["netns", "delete", name]) }
    }

    @discardableResult
    func ip(_ arguments: [String]) async throws -> ToolResult {
        let result = try await runTool(.ip, arguments)
        try #require(result.exitCode == 0, "ip \(arguments.joined(separator: " ")): \(result.everything)")
        return result
    }

    @discardableResult
    func inside(_ name: String, _ words: [String]) async throws -> ToolResult {
        try await ip(["netns", "exec", name] + words)
    }

    /// Runs `body` while a program runs within a namespace, once it printed `ready`.
    func serve<Value: Sendable>(
        _ peer: Peer, _ arguments: [String], in name: String, environment: [String: String] = [:], log: String,
        ready: String, _ body: @Sendable (Daemon) async throws -> Value
    ) async throws -> Value {
        let words = ["netns", "exec", name, try #require(peer.path)] + arguments
        return try await Daemon.run(
            try #require(Peer.ip.path), words, environment: environment, log: log
        ) { daemon in
            let isUp = try await eventually(within: 20) {
                daemon.hasEnded ? false : daemon.printed.contains(ready) ? true : nil
            }
            try #require(isUp == true, "\(peer.name) does not start: \(daemon.printed)")
            return try await body(daemon)
        }
    }

    /// Runs `body` on a thread of its own within a namespace.
    static func onThread<Value: Sendable>(
        in name: String, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        try enter(name)
                        return try body()
                    })
            }
        }
    }

    /// Swift's Glibc module has no setns.
    private static func enter(_ name: String) throws {
        typealias SetNamespace = @convention(c) (Int32, Int32) -> Int32
        let symbol = try #require(dlsym(nil, "setns"))
        let change = unsafeBitCast(symbol, to: SetNamespace.self)
        let file = open("/run/netns/\(name)", O_RDONLY | O_CLOEXEC)
        defer { close(file) }
        let network: Int32 = 0x4000_0000
        try #require(file >= 0 && change(file, network) == 0, "\(String(cString: strerror(errno)))")
    }
}

/// Programs that give leases, with what they are told.
extension LeaseNetwork {
    /// dnsmasq on `lan`; `lines` of its own configuration.
    func dnsmasq<Value: Sendable>(
        in name: String, _ folder: String, _ lines: [String], _ body: @Sendable (Daemon) async throws -> Value
    ) async throws -> Value {
        let mark = UUID().uuidString.prefix(8)
        let file = "\(folder)/dnsmasq-\(mark).conf"
        let text =
            [
                "port=0", "interface=lan", "bind-interfaces", "no-ping", "user=root", "pid-file=", "log-dhcp",
                "dhcp-authoritative", "dhcp-sequential-ip", "dhcp-leasefile=\(folder)/leases-\(mark)",
            ] + lines
        try (text.joined(separator: "\n") + "\n").write(toFile: file, atomically: true, encoding: .utf8)
        return try await serve(
            .dnsmasq, ["--no-daemon", "--conf-file=\(file)"], in: name, log: "\(folder)/dnsmasq-\(mark).log",
            ready: "lease time", body)
    }

    /// Kea's server for IPv4 or IPv6 on `lan`; `members` of its configuration as JSON.
    func kea<Value: Sendable>(
        _ version: Int = 4, in name: String, _ folder: String, _ members: String,
        _ body: @Sendable (Daemon) async throws -> Value
    ) async throws -> Value {
        let mark = UUID().uuidString.prefix(8)
        let file = "\(folder)/kea-\(mark).json"
        let text = """
            {"Dhcp\(version)": {
              "interfaces-config": {"interfaces": ["lan"]},
              "lease-database": {"type": "memfile", "persist": false},
              "valid-lifetime": 600,
              "loggers": [{"name": "kea-dhcp\(version)", "severity": "DEBUG", "debuglevel": 55,
                "output_options": [{"output": "stdout"}]}],
              \(version == 6 ? #""server-id": {"type": "LL", "persist": false},"# : "")
              \(members)
            }}
            """
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return try await serve(
            version == 4 ? .keaDHCP4 : .keaDHCP6, ["-c", file], in: name,
            environment: ["KEA_PIDFILE_DIR": folder, "KEA_LOCKFILE_DIR": folder], log: "\(folder)/kea-\(mark).log",
            ready: "DHCP\(version)_STARTED", body)
    }
}
