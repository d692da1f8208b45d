import LinkProtocols
import NetworkValues
import Snapshot

extension DHCPStatus.Lease {
    /// A lease of the host's own client.
    init(_ lease: HostLease) {
        self.init()
        address = lease.address
        prefixLength = lease.prefixLength
        server = lease.server?.description
        routers = lease.routers
        nameServers = lease.nameServers
        timeServers = lease.timeServers
        hostName = lease.hostName
        domainName = lease.domainName
        timeZone = lease.timeZone
        leaseSeconds = lease.leaseSeconds
        expiresAt = lease.expiresAt
    }

    /// A lease of our own, with times moved by what the wall clock is ahead.
    init(_ lease: DHCPLease, wallOffset: Int64) {
        self.init()
        address = lease.address
        prefixLength = lease.prefixLength
        server = lease.server?.description
        routers = lease.routers
        nameServers = lease.nameServers
        timeServers = lease.timeServers
        hostName = lease.hostName
        domainName = lease.domainName
        timeZone = lease.timeZone
        leaseSeconds = lease.leaseSeconds
        obtainedAt = lease.obtainedAt.adding(milliseconds: wallOffset)
        renewsAt = lease.renewsAt?.adding(milliseconds: wallOffset)
        rebindsAt = lease.rebindsAt?.adding(milliseconds: wallOffset)
        expiresAt = lease.expiresAt?.adding(milliseconds: wallOffset)
    }

    /// A lease of DHCPv6, with times moved by what the wall clock is ahead.
    init(_ lease: DHCP6Lease, wallOffset: Int64) {
        self.init()
        address = lease.addresses.first?.address
        prefixLength = address == nil ? nil : 128
        server = lease.server.isEmpty ? nil : lease.server.map { hexadecimal(UInt64($0), digits: 2) }.joined()
        nameServers = lease.nameServers
        timeServers = lease.timeServers
        domainName = lease.domains.first
        timeZone = lease.timeZone
        leaseSeconds = lease.addresses.map(\.validSeconds).max().flatMap { $0 == .max ? nil : $0 }
        obtainedAt = lease.obtainedAt.adding(milliseconds: wallOffset)
        renewsAt = address == nil ? nil : lease.renewsAt?.adding(milliseconds: wallOffset)
        rebindsAt = address == nil ? nil : lease.rebindsAt?.adding(milliseconds: wallOffset)
        expiresAt = lease.expiresAt?.adding(milliseconds: wallOffset)
    }
}
