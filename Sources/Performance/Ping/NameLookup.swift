import Foundation
import NetworkValues

/// The address of a destination, by the system's resolver. It may take as long as the resolver takes.
enum NameLookup {
    /// Why there is none.
    struct Failure: Error {
        /// What was wanted and what came.
        var text: String
    }

    /// The first address of a name, or the address that was written.
    static func address(of target: String, _ family: Echo.Family) throws(Failure) -> IPAddress {
        if let address = IPAddress(target) {
            let isSix = address.octets.count == 16
            guard family == .any || (family == .ipv6) == isSix else {
                throw Failure(text: "expected an address of \(family.rawValue), got \(target)")
            }
            return address
        }
        var hints = addrinfo()
        hints.ai_family = [.any: AF_UNSPEC, .ipv4: AF_INET, .ipv6: AF_INET6][family] ?? AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(target, nil, &hints, &list)
        defer { if let list { freeaddrinfo(list) } }
        guard code == 0, let first = list?.pointee, let address = first.ai_addr else {
            throw Failure(text: "\(target): \(String(cString: gai_strerror(code)))")
        }
        let octets: [UInt8]
        if first.ai_family == AF_INET6 {
            octets = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin6_addr) { Array($0) }
            }
        } else {
            octets = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin_addr) { Array($0) }
            }
        }
        guard let found = IPAddress(octets: octets) else { throw Failure(text: "\(target) has no address") }
        return found
    }
}
