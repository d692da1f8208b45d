import Dispatch
import Glibc
import NetworkValues

/// All addresses of a host, by the system's resolver.
enum HostLookup {
    /// There are none.
    struct Failure: Error, CustomStringConvertible {
        /// The host, and what the resolver says.
        var description: String
    }

    /// Looks up a host; an address is itself.
    static func addresses(of host: String) async throws -> [IPAddress] {
        if let address = IPAddress(host) { return [address] }
        return try await withCheckedThrowingContinuation { done in
            // The system's resolver may take long.
            DispatchQueue.global(qos: .utility).async { done.resume(with: Result { try lookUp(host) }) }
        }
    }

    private static func lookUp(_ host: String) throws -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else {
            throw Failure(description: "no address for \(host): \(String(cString: gai_strerror(code)))")
        }
        defer { freeaddrinfo(list) }
        var addresses: [IPAddress] = []
        var entry = list
        while let current = entry?.pointee {
            if let address = address(current) { addresses.append(address) }
            entry = current.ai_next
        }
        return addresses
    }

    private static func address(_ entry: addrinfo) -> IPAddress? {
        guard let memory = UnsafeRawPointer(entry.ai_addr) else { return nil }
        let octets: [UInt8]
        switch entry.ai_family {
        case AF_INET: octets = withUnsafeBytes(of: memory.loadUnaligned(as: sockaddr_in.self).sin_addr) { Array($0) }
        case AF_INET6:
            octets = withUnsafeBytes(of: memory.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) }
        default: return nil
        }
        return IPAddress(octets: octets)
    }
}
