import NetworkValues
import Sockets

/// The address of a destination, by the system's resolver. It may take as long as the resolver takes, or until the task is
/// cancelled.
enum NameLookup {
    /// Why there is none.
    struct Failure: Error {
        /// What was wanted and what came.
        var text: String
    }

    /// The first address of a name, or the address that was written.
    static func address(
        of target: String, _ family: Echo.Family, by resolver: NameResolver = .shared
    ) async throws(Failure) -> IPAddress {
        if let address = IPAddress(target) {
            let isSix = address.octets.count == 16
            guard family == .any || (family == .ipv6) == isSix else {
                throw Failure(text: "expected an address of \(family.rawValue), got \(target)")
            }
            return address
        }
        do {
            let found = try await resolver.addresses(.init(target, family: family.wanted))
            // Sockets for ICMP take no zone.
            guard let address = found.first.flatMap({ IPAddress(octets: $0.octets) }) else {
                throw Failure(text: "\(target) has no address")
            }
            return address
        } catch let failure as NameResolver.Failure {
            throw Failure(text: "\(target): \(failure.reason)")
        } catch {
            throw Failure(text: "\(target): the lookup was cancelled")
        }
    }
}

extension Echo.Family {
    fileprivate var wanted: NameResolver.Question.Family {
        switch self {
        case .any: .any
        case .ipv4: .ipv4
        case .ipv6: .ipv6
        }
    }
}
