import Dispatch
import Glibc
import NetworkValues

/// Finds the address of a receiver that is given by name.
enum HostResolver {
    /// The addresses of `host`, IPv4 and IPv6 in the order that the system prefers, or of itself when it is one; none when
    /// there are none. It asks the system's resolver on a thread of its own, which may take seconds.
    static func addresses(of host: String) async -> [IPAddress] {
        if let address = literal(host) { return [address] }
        return await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(returning: look(up: host))
            }
        }
    }

    /// An address written as such, for IPv6 also with an interface behind `%`.
    private static func literal(_ host: String) -> IPAddress? {
        if let address = IPAddress(host) { return address }
        let parts = host.split(separator: "%", maxSplits: 1)
        guard parts.count == 2, case .v6(let high, let low, _)? = IPAddress(parts[0]) else { return nil }
        let index = UInt32(parts[1]) ?? if_nametoindex(String(parts[1]))
        return index == 0 ? nil : .v6(high: high, low: low, zone: index)
    }

    private static func look(up host: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var entry = list
        var found: [IPAddress] = []
        while let current = entry {
            if let address = address(in: current.pointee), !found.contains(address) { found.append(address) }
            entry = current.pointee.ai_next
        }
        return found
    }

    private static func address(in entry: addrinfo) -> IPAddress? {
        guard let base = UnsafeRawPointer(entry.ai_addr) else { return nil }
        switch entry.ai_family {
        case AF_INET:
            let address = base.loadUnaligned(as: sockaddr_in.self)
            return .v4(UInt32(bigEndian: address.sin_addr.s_addr))
        case AF_INET6:
            let address = base.loadUnaligned(as: sockaddr_in6.self)
            let octets = withUnsafeBytes(of: address.sin6_addr) { Array($0) }
            guard case .v6(let high, let low, _)? = IPAddress(octets: octets) else { return nil }
            return .v6(high: high, low: low, zone: address.sin6_scope_id)
        default:
            return nil
        }
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
