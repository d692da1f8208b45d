public import LinkProtocols
public import NetworkValues
import Snapshot

/// A DHCPv4 client or informer on an interface that the settings gave to the agent: the client's value with its sockets, the
/// question whether somebody else uses the address (RFC 5227), and what must be done with the host.
///
/// It belongs to one thread. `now` is of a clock that does not go back. Each call returns what must be done, in this order.
public final class DHCPPort {
    /// Milliseconds that the wall clock is ahead of the steady one. Set it when the wall clock was set.
    public var wallOffset: Int64
    /// The interface that it works on now: that of the settings, or of a VLAN on it.
    public internal(set) var interface: DHCPInterface
    /// Why it does not work, in a sentence; `nil` when nothing hinders it.
    public internal(set) var problem: String?

    let settings: DHCPSettings
    let policy: DHCPPolicy
    let check: HostClientCheck
    let open: (DHCPInterface) throws(DHCPPortError) -> any DHCPChannel
    var random: DHCPRandom
    /// `nil` in inform mode while the interface has no address.
    var client: DHCPClient?
    var clientSettings: DHCPClientSettings
    var probe: AddressProbe
    var channel: (any DHCPChannel)?
    var hasLink = false
    var isStopped = false
    var isStarted = false
    /// Set from `.setVLAN` until somebody tells how that went.
    var isAwaitingVLAN = false
    /// What could not be sent because there is no channel now.
    var parked: (message: DHCPMessage, server: IPAddress?)?
    /// When the channel is tried again.
    var retryAt: Timestamp?
    /// The lease that waits for the probe.
    var pending: (lease: DHCPLease, isProvisional: Bool)?
    /// The lease in use.
    var configured: (lease: DHCPLease, isProvisional: Bool)?
    var isRefused = false
    var lastComplaint = ""
    var counters = DHCPStatus.Counters()
    var notes = DHCPNotes()
    var outputs: [DHCPOutput] = []

    /// The most packets that one call takes; the rest waits for the next.
    static let packetLimit = 64
    /// Seconds until a channel is tried again that could not be opened; and while another client has the interface.
    static let retrySeconds: (usual: Int64, refused: Int64) = (5, 60)

    /// Makes a port that has not begun, without a link. `hostName` is told when the settings name none. `configuredVLAN` is
    /// that of the settings, 0 for none. `savedLease` is the text of `DHCPLeaseFile`; what is none is passed over.
    public convenience init(
        interface: DHCPInterface, settings: DHCPSettings, policy: DHCPPolicy, hostName: String, configuredVLAN: UInt16,
        savedLease: String?, check: HostClientCheck, wallOffset: Int64
    ) {
        var client = DHCPClientSettings(hardwareAddress: interface.hardwareAddress)
        client.hostName = settings.hostName ?? hostName
        client.configuredVLAN = configuredVLAN
        if settings.keepsLease, let savedLease {
            client.savedLease = DHCPLease(text: savedLease)?.moved(by: -wallOffset)
        }
        self.init(
            interface: interface, settings: settings, policy: policy, client: client, check: check,
            wallOffset: wallOffset, random: SystemRandomNumberGenerator(), times: AddressProbe.Times(),
            open: { interface throws(DHCPPortError) in try PacketChannel(interface) })
    }

    init(
        interface: DHCPInterface, settings: DHCPSettings, policy: DHCPPolicy, client: DHCPClientSettings,
        check: HostClientCheck, wallOffset: Int64, random: any RandomNumberGenerator, times: AddressProbe.Times,
        open: @escaping (DHCPInterface) throws(DHCPPortError) -> any DHCPChannel
    ) {
        self.interface = interface
        self.settings = settings
        self.policy = policy
        self.check = check
        self.wallOffset = wallOffset
        self.random = DHCPRandom(random)
        self.open = open
        clientSettings = client
        clientSettings.vendorClass = settings.vendorClass
        clientSettings.selectedServer = settings.selectedServer
        clientSettings.policy = policy
        clientSettings.keepsLease = settings.keepsLease
        probe = AddressProbe(hardware: interface.hardwareAddress, times: times)
        if settings.mode == .client { self.client = DHCPClient(settings: clientSettings) }
    }

    /// What has something to read when something came. They change when the VLAN or the link changes.
    public var descriptors: [Int32] { channel?.descriptors ?? [] }

    /// When `handleTimer` must be called at the latest; `nil` while nothing is waited for.
    public var deadline: Timestamp? { [client?.deadline, probe.deadline, retryAt].compactMap(\.self).min() }

    /// What the lease says of the VLAN, on the steady clock; `nil` when it says nothing or that is passed over.
    public var vlanOffer: VLANOffers.Setting? { client?.lease?.vlanOffer(policy) }

    /// The vendor options that count.
    public var vendorOptions: DHCPVendorOptions {
        policy.applied(to: client?.lease?.vendorOptions ?? DHCPVendorOptions())
    }

    // MARK: What happens

    /// The port's link came up: that of the Ethernet port, not of a VLAN on it.
    public func linkUp(now: Timestamp) -> [DHCPOutput] {
        guard !hasLink, !isStopped else { return [] }
        hasLink = true
        begin(now)
        return taken()
    }

    /// The port's link went down. The lease stays configured, and is asked for again when the link is back.
    public func linkDown(now: Timestamp) -> [DHCPOutput] {
        guard hasLink else { return [] }
        hasLink = false
        retryAt = nil
        parked = nil
        closeChannel()
        tell(.linkDown, now)
        return taken()
    }

    /// Time passed.
    public func handleTimer(now: Timestamp) -> [DHCPOutput] {
        if let retryAt, retryAt <= now { begin(now) }
        if let deadline = client?.deadline, deadline <= now { tell(.timer, now) }
        take(probe.timer(now: now, using: &random), now)
        return taken()
    }

    /// A descriptor has something to read.
    public func receive(now: Timestamp) -> [DHCPOutput] {
        var left = Self.packetLimit
        while left > 0, let arrival = channel?.receive() {
            left -= 1
            switch arrival {
            case .nothing: continue
            case .packet(let octets, let isChecksumOpen): take(packet: octets, isChecksumOpen, now)
            case .arp(let octets):
                if let packet = ARPPacket(octets) { take(probe.receive(packet, now: now), now) }
            }
        }
        return taken()
    }

    /// The device is in this VLAN now, 0 for none, and frames go through this interface: after `.setVLAN`, or because a
    /// source of more weight said so. While LLDP says so (`isFixed`), VLANs of leases are passed over (manual 4.2.9).
    public func vlanChanged(
        to vlan: UInt16, isFixed: Bool, interface new: DHCPInterface, now: Timestamp
    ) -> [DHCPOutput] {
        let isOther = new != interface
        interface = new
        if isOther || isAwaitingVLAN { closeChannel() }
        isAwaitingVLAN = false
        if client?.vlan != vlan { parked = nil }
        if hasLink, isStarted, channel == nil { reopen(now) }
        if client?.vlan == vlan, isOther { restore(now) }
        clientSettings.configuredVLAN = settings.mode == .inform ? vlan : clientSettings.configuredVLAN
        tell(.vlan(vlan, isFixed: isFixed), now)
        return taken()
    }

    /// The VLAN that `.setVLAN` asked for cannot be set. The port stays in this VLAN and passes over those of leases.
    public func vlanFailed(
        _ reason: String, staying vlan: UInt16, interface: DHCPInterface, now: Timestamp
    ) -> [DHCPOutput] {
        note("cannot go to VLAN \(client?.vlan ?? 0), staying in VLAN \(vlan): \(reason)", now)
        return vlanChanged(to: vlan, isFixed: true, interface: interface, now: now)
    }

    /// The interface has another address, or none: inform mode asks for options for it.
    public func addressChanged(to address: IPAddress?, now: Timestamp) -> [DHCPOutput] {
        guard settings.mode == .inform else { return [] }
        let mode = address.map(DHCPClientSettings.Mode.inform)
        guard mode != client?.settings.mode else { return [] }
        client = nil
        closeChannel()
        isStarted = false
        if let mode {
            clientSettings.mode = mode
            client = DHCPClient(settings: clientSettings)
            begin(now)
        }
        return taken()
    }

    /// It must end. A released lease can be given to somebody else.
    public func stop(isReleasing: Bool, now: Timestamp) -> [DHCPOutput] {
        guard !isStopped else { return [] }
        tell(.stop(isReleasing: isReleasing), now)
        isStopped = true
        retryAt = nil
        parked = nil
        closeChannel()
        return taken()
    }

    private func taken() -> [DHCPOutput] {
        defer { outputs = [] }
        return outputs
    }
}

extension DHCPLease {
    /// The same lease with its time on another clock.
    func moved(by milliseconds: Int64) -> DHCPLease {
        DHCPLease(
            address: address, server: server, leaseSeconds: leaseSeconds,
            obtainedAt: obtainedAt.adding(milliseconds: milliseconds), vlan: vlan, options: options)
    }
}
