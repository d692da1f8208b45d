import Foundation
import LinkLayer
import LinkProtocols
import NetworkValues
import Settings
import Snapshot
import Testing

/// Drives a port within a namespace as the agent's LAN thread does. Time is not that of the clock: where nothing comes in for
/// a moment, it goes on to the next deadline at once.
final class LeaseSeeker {
    let port: DHCPPort
    let interface: DHCPInterface
    private(set) var now = Timestamp(milliseconds: 1_000_000)
    private(set) var outputs: [DHCPOutput] = []
    /// The interface of the VLAN that a lease may name.
    var vlanInterface: DHCPInterface?
    let file: DHCPLeaseFile

    static let wallOffset = Int64(Date().timeIntervalSince1970 * 1000) - 1_000_000

    init(_ options: String, _ folder: String, root: String = "/nonexistent") throws {
        interface = try DHCPInterface(named: "eth0")
        file = DHCPLeaseFile(folder: folder, port: "DHCP0")
        let (document, problems) = SettingsDocument.parse(
            "config change DHCP0 /interface eth0 \(options)\n", schema: SettingsSchema([DHCPSettings.self]))
        try #require(problems.isEmpty, "\(problems)")
        let settings = try document.module("DHCP0", as: DHCPSettings.self)
        port = DHCPPort(
            interface: interface, settings: settings, policy: settings.policy(ignoresUpdates: false), hostName: "ipbs3",
            configuredVLAN: 0, savedLease: try file.text(), check: HostClientCheck(root: root),
            wallOffset: Self.wallOffset)
    }

    var status: DHCPStatus { port.status }
    var notes: [String] { outputs.compactMap { if case .note(let text) = $0 { text } else { nil } } }

    func start() throws { try take(port.linkUp(now: now)) }

    func stop() throws { try take(port.stop(isReleasing: true, now: now)) }

    func inform(for address: IPAddress) throws { try take(port.addressChanged(to: address, now: now)) }

    /// Runs until something is so; at most some real seconds, and not beyond a time in seconds from now.
    func run(for seconds: Int64 = 100_000, until isDone: (DHCPStatus) -> Bool = { _ in false }) throws {
        let end = now.adding(seconds: seconds)
        let clock = ContinuousClock()
        let limit = clock.now.advanced(by: .seconds(30))
        while !isDone(port.status) {
            try #require(clock.now < limit, "not so within 30 s: \(port.status)")
            var sockets = port.descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let isWaiting = !["bound", "probing", "informed"].contains(port.status.state)
            if poll(&sockets, nfds_t(sockets.count), isWaiting ? 400 : 30) > 0 {
                try take(port.receive(now: now))
                continue
            }
            guard let deadline = port.deadline, deadline <= end else { return now = end }
            now = max(now, deadline)
            try take(port.handleTimer(now: now))
        }
    }

    /// Runs until there is an address in use, or options.
    func settle() throws { try run { $0.state == "bound" || $0.state == "informed" } }

    private func take(_ new: [DHCPOutput]) throws {
        outputs += new
        for output in new {
            switch output {
            case .configure(let wanted, _, _):
                for address in wanted.addresses {
                    let network = "\(address.address)/\(address.prefixLength)"
                    try ip(["address", "replace", network, "dev", port.interface.name])
                }
            case .unconfigure: try ip(["address", "flush", "dev", port.interface.name, "scope", "global"])
            case .save(let text): try file.keep(text)
            case .setVLAN(let vlan):
                let other = vlan == 0 ? interface : try #require(vlanInterface)
                try take(port.vlanChanged(to: vlan, isFixed: false, interface: other, now: now))
            case .options, .note: break
            }
        }
    }

    /// Foundation's processes need loopback, which is down here.
    private func ip(_ arguments: [String]) throws {
        let words = [try #require(Peer.ip.path)] + arguments
        var list: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for word in list { free(word) } }
        var process: pid_t = 0
        try #require(posix_spawn(&process, words[0], nil, nil, &list, environ) == 0)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        try #require(status == 0, "ip \(arguments)")
    }
}
