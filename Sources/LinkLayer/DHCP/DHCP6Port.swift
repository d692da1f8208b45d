import Glibc
public import LinkProtocols
public import NetworkValues
public import Snapshot

/// A DHCPv6 client or informer on an interface that the settings gave to the agent: the client's value with its socket.
///
/// It belongs to one thread. `now` is of a clock that does not go back. Each call returns what must be done, in this order.
/// Whether somebody else uses an address is the kernel's question when it is set (RFC 4862 5.4).
public final class DHCP6Port {
    /// Milliseconds that the wall clock is ahead of the steady one. Set it when the wall clock was set.
    public var wallOffset: Int64
    /// The interface that it works on now.
    public private(set) var interface: DHCPInterface
    /// Why it does not work, in a sentence; `nil` when nothing hinders it.
    public private(set) var problem: String?

    private let settings: DHCP6Settings
    private let open: (DHCPInterface) throws(DHCPPortError) -> any DHCP6Channel
    private var random: DHCPRandom
    private var client: DHCP6Client
    private var channel: (any DHCP6Channel)?
    private var hasLink = false
    private var isStopped = false
    private var retryAt: Timestamp?
    private var configured: LeaseConfiguration?
    private var isRefused = false
    private var lastComplaint = ""
    private var counters = DHCPStatus.Counters()
    private var notes = DHCPNotes()
    private var outputs: [DHCP6Output] = []

    /// Seconds until the socket is tried again: while there is no link-local address, and while another client has the port.
    static let retrySeconds: (usual: Int64, refused: Int64) = (1, 60)

    /// Makes a port that has not begun, without a link. `hostName` is told when the settings name none.
    public convenience init(
        interface: DHCPInterface, settings: DHCP6Settings, hostName: String, wallOffset: Int64
    ) {
        self.init(
            interface: interface, settings: settings, hostName: hostName, wallOffset: wallOffset,
            random: SystemRandomNumberGenerator(),
            open: { interface throws(DHCPPortError) in try LinkLocalChannel(interface) })
    }

    init(
        interface: DHCPInterface, settings: DHCP6Settings, hostName: String, wallOffset: Int64,
        random: any RandomNumberGenerator,
        open: @escaping (DHCPInterface) throws(DHCPPortError) -> any DHCP6Channel
    ) {
        self.interface = interface
        self.settings = settings
        self.wallOffset = wallOffset
        self.random = DHCPRandom(random)
        self.open = open
        var client = DHCP6ClientSettings(
            mode: settings.mode == .inform ? .inform : .client, hardwareAddress: interface.hardwareAddress)
        client.association = interface.index
        client.hostName = settings.hostName ?? hostName
        client.vendorClass = settings.vendorClass
        client.selectedServer = settings.selectedServer
        self.client = DHCP6Client(settings: client)
        _ = self.client.handle(.start, now: Timestamp(milliseconds: 0), using: &self.random)
    }

    /// What has something to read when something came. They change when the VLAN or the link changes.
    public var descriptors: [Int32] { channel?.descriptors ?? [] }

    /// When `handleTimer` must be called at the latest; `nil` while nothing is waited for.
    public var deadline: Timestamp? { [client.deadline, retryAt].compactMap(\.self).min() }

    /// The vendor options that count.
    public var vendorOptions: DHCPVendorOptions {
        policy.applied(to: client.lease?.vendorOptions(enterprise: client.settings.enterprise) ?? DHCPVendorOptions())
    }

    private var policy: DHCPPolicy { DHCPPolicy(ignoresVendorOptions: settings.ignoresVendorOptions) }

    // MARK: What happens

    /// The link came up.
    public func linkUp(now: Timestamp) -> [DHCP6Output] {
        guard !hasLink, !isStopped else { return [] }
        hasLink = true
        begin(now)
        return taken()
    }

    /// The link went down. Addresses stay, and their server is asked when the link is back.
    public func linkDown(now: Timestamp) -> [DHCP6Output] {
        guard hasLink else { return [] }
        hasLink = false
        retryAt = nil
        channel = nil
        tell(.linkDown, now)
        return taken()
    }

    /// Time passed.
    public func handleTimer(now: Timestamp) -> [DHCP6Output] {
        if let retryAt, retryAt <= now { begin(now) }
        if let deadline = client.deadline, deadline <= now { tell(.timer, now) }
        return taken()
    }

    /// A descriptor has something to read.
    public func receive(now: Timestamp) -> [DHCP6Output] {
        var left = DHCPPort.packetLimit
        while left > 0, let octets = channel?.receive() {
            left -= 1
            if !octets.isEmpty { take(octets, now) }
        }
        return taken()
    }

    /// The device is in another VLAN, and frames go through this interface: what was granted elsewhere is asked about there.
    public func vlanChanged(interface new: DHCPInterface, now: Timestamp) -> [DHCP6Output] {
        guard new != interface else { return [] }
        interface = new
        guard hasLink else { return [] }
        channel = nil
        tell(.linkDown, now)
        if let configured { outputs.append(.unconfigure(configured)) }
        configured = nil
        begin(now)
        return taken()
    }

    /// It must end. Released addresses can be given to somebody else.
    public func stop(isReleasing: Bool, now: Timestamp) -> [DHCP6Output] {
        guard !isStopped else { return [] }
        tell(.stop(isReleasing: isReleasing), now)
        isStopped = true
        retryAt = nil
        channel = nil
        return taken()
    }

    private func taken() -> [DHCP6Output] {
        defer { outputs = [] }
        return outputs
    }

    // MARK: Working

    private func begin(_ now: Timestamp) {
        retryAt = nil
        guard hasLink, !isStopped, channel == nil else { return }
        isRefused = false
        problem = nil
        do throws(DHCPPortError) {
            channel = try open(interface)
        } catch {
            isRefused = error.errno == EADDRINUSE
            problem =
                isRefused
                ? HostClientCheck.portTaken(LinkLocalChannel.ports.client, interface) : error.description
            complain(problem ?? "", now)
            let seconds = isRefused ? Self.retrySeconds.refused : Self.retrySeconds.usual
            retryAt = now.adding(seconds: seconds)
            return
        }
        tell(.linkUp, now)
    }

    private func tell(_ event: DHCP6Client.Event, _ now: Timestamp) {
        for action in client.handle(event, now: now, using: &random) { perform(action, now) }
    }

    private func take(_ octets: [UInt8], _ now: Timestamp) {
        let message: DHCP6Message
        do throws(DHCPError) {
            message = try DHCP6Message(octets.span)
        } catch {
            counters.malformed += 1
            complain("a datagram on \(interface.name) is no answer of a DHCPv6 server: \(error)", now)
            return
        }
        counters.received += 1
        for action in client.receive(message, now: now, using: &random) { perform(action, now) }
    }

    private func perform(_ action: DHCP6Client.Action, _ now: Timestamp) {
        switch action {
        case .send(let message): transmit(message, now)
        case .configure(let lease):
            let new = LeaseConfiguration(lease)
            configured = new
            outputs.append(.configure(new, lease))
        case .options(let lease): outputs.append(.options(lease))
        case .unconfigure:
            if let configured { outputs.append(.unconfigure(configured)) }
            configured = nil
        case .refused(let status): note("refused by a server: \(status)", now)
        case .selectedServerSilent:
            note("the selected server does not answer; taking another one's addresses", now)
        }
    }

    private func transmit(_ message: DHCP6Message, _ now: Timestamp) {
        guard let channel else { return }
        let code = channel.send(message.encoded())
        guard code == 0 else {
            counters.sendFailures += 1
            return complain("cannot send on \(interface.name): \(String(cString: strerror(code)))", now)
        }
        counters.sent += 1
    }

    private func complain(_ text: String, _ now: Timestamp) {
        guard text != lastComplaint else { return }
        lastComplaint = text
        note(text, now)
    }

    private func note(_ text: String, _ now: Timestamp) {
        notes.add(text, at: now.adding(milliseconds: wallOffset))
        outputs.append(.note(text))
    }

    // MARK: Status

    /// How it stands.
    public var status: DHCPStatus {
        var status = DHCPStatus(
            family: 6, interface: interface.name, mode: settings.mode == .inform ? .inform : .client)
        status.state = isRefused ? "refused" : client.state.rawValue
        status.notes = notes.all
        status.problems = [problem].compactMap(\.self)
        status.counters = counters
        guard let lease = client.lease else { return status }
        status.lease = DHCPStatus.Lease(lease, wallOffset: wallOffset)
        status.source = "server"
        status.client = "ipdect-agent"
        let vendor = lease.vendorOptions(enterprise: client.settings.enterprise)
        status.vendorOptions = VendorOptionWords.rows(vendor, policy)
        status.problems += vendor.problems.map(\.description)
        return status
    }
}
