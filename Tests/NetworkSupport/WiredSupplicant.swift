import Glibc
public import LinkLayer
public import LinkProtocols
import NetworkValues
import Settings
public import Snapshot
public import TLSKit

/// A supplicant's port on a real interface, without a service: the calling thread waits for frames and timers.
public final class WiredSupplicant {
    /// The port.
    public let port: SupplicantPort
    /// The states that were told, in order.
    public private(set) var told: [SupplicantStatus] = []

    private let socket: FrameSocket

    /// Opens the interface and configures the port. The link is down for it until `linkUp`.
    public init(interface: String, _ configuration: SupplicantConfiguration?) throws {
        let socket = try FrameSocket(interface: interface)
        self.socket = socket
        port = SupplicantPort(
            interface: interface, address: socket.address, date: { Self.now }, transmit: { try? socket.send($0) })
        port.onChange = { [unowned self] in told.append($0) }
        port.configure(configuration, now: Self.now)
    }

    /// A configuration with certificates out of PEM files; without a device certificate there is no EAP-TLS.
    public static func configuration(
        user: String, password: String = "none", device: (chain: [UInt8], key: [UInt8])?, trusted: [UInt8] = [],
        allowsTLS13: Bool = true, timers: SupplicantTimers = SupplicantTimers(), observer: TLSObserver = TLSObserver()
    ) throws -> SupplicantConfiguration? {
        let tls = try device.map { device in
            try EAPTLSContext(
                TLSConfiguration(
                    role: .client, allowsTLS13: allowsTLS13,
                    identity: TLSIdentity(chain: Certificate.all(in: device.chain), key: PrivateKey(device.key)),
                    trusted: Certificate.all(in: trusted), verification: .withoutName, requiresKeyUsage: true,
                    purpose: EAPTLSContext.purpose, observer: observer),
                serverName: nil)
        }
        return SupplicantConfiguration(user: user, password: Secret(password), tls: tls, timers: timers)
    }

    /// The link came up.
    public func linkUp() { port.linkUp(now: Self.now) }

    /// The link went down.
    public func linkDown() { port.linkDown(now: Self.now) }

    /// Leaves the LAN.
    public func logoff() { port.logoff(now: Self.now) }

    /// Serves frames and timers until the status is as wanted; whether that was so within so many seconds.
    public func serve(within seconds: Double = 10, until isReached: (SupplicantStatus) -> Bool) throws -> Bool {
        let end = Self.now.adding(milliseconds: Int64(seconds * 1000))
        while !isReached(port.status) {
            let now = Self.now
            guard now < end else { return false }
            let next = port.deadline.map { min($0, end) } ?? end
            var waiting = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
            poll(&waiting, 1, Int32(clamping: max(0, next.milliseconds(since: now))))
            while try socket.receive({ [port] in port.receive($0, tag: $1, now: Self.now) }) > 0 {}
            if let deadline = port.deadline, deadline <= Self.now { port.handleTimer(now: Self.now) }
        }
        return true
    }

    /// The time of a clock that does not go back.
    private static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
