import Glibc
import NetworkValues
import Sockets

/// Finds the address of a receiver that is given by name.
enum HostResolver {
    /// The addresses of `host`, IPv4 and IPv6 in the order that the system prefers, or of itself when it is one; none when
    /// there are none, or the task is cancelled. It asks the system's resolver, which may take seconds.
    static func addresses(of host: String) async -> [IPAddress] {
        if let address = literal(host) { return [address] }
        return (try? await NameResolver.shared.addresses(.init(host, isUsable: true))) ?? []
    }

    /// An address written as such, for IPv6 also with an interface behind `%`.
    private static func literal(_ host: String) -> IPAddress? {
        if let address = IPAddress(host) { return address }
        let parts = host.split(separator: "%", maxSplits: 1)
        guard parts.count == 2, case .v6(let high, let low, _)? = IPAddress(parts[0]) else { return nil }
        let index = UInt32(parts[1]) ?? if_nametoindex(String(parts[1]))
        return index == 0 ? nil : .v6(high: high, low: low, zone: index)
    }
}

/// Which of a receiver's addresses is in use.
struct HostPlace: Sendable {
    private var addresses: [IPAddress] = []
    private var turn = 0

    /// The address in use; `nil` before the name was resolved.
    var current: IPAddress? { addresses.isEmpty ? nil : addresses[turn] }

    /// Takes what the resolver found. The address in use stays in use while it is among them; when none was found, those
    /// known before may do.
    mutating func take(_ found: [IPAddress]) {
        guard !found.isEmpty, found != addresses else { return }
        let before = current
        addresses = found
        turn = before.flatMap { found.firstIndex(of: $0) } ?? 0
    }

    /// The address in use does not work: the next one is.
    mutating func turnOver() {
        if !addresses.isEmpty { turn = (turn + 1) % addresses.count }
    }
}

/// What is known of a receiver's host while notifications are sent to it.
struct ReceiverHost: Sendable {
    var place = HostPlace()
    /// When its name was looked up last; `nil` when that is due.
    var resolvedAt: Timestamp?
    let refresh = AddressRefresh()
}
