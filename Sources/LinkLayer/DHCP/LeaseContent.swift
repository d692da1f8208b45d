import Glibc
import LinkProtocols
import NetworkValues

/// A lease file as it was read.
struct LeaseContent: Hashable, Sendable {
    var octets: [UInt8]
    /// When it was last written, by the wall clock.
    var writtenAt: Timestamp

    /// Reads a file; of one that is too long, its end. `nil` when there is none. Throws when it cannot be read.
    static func read(_ path: String) throws(DHCPPortError) -> LeaseContent? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard file >= 0 else {
            let code = errno
            guard code != ENOENT, code != ENOTDIR else { return nil }
            throw DHCPPortError(errno: code, "expected to read \(path)")
        }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw DHCPPortError(errno: errno, "expected to read \(path)") }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw DHCPPortError("expected a regular file \(path)") }
        let limit = HostLease.sizeLimit
        let start = max(0, Int(facts.st_size) - limit)
        var octets: [UInt8] = []
        while octets.count < limit {
            var code: Int32 = 0
            let place = start + octets.count
            let chunk = [UInt8](unsafeUninitializedCapacity: min(65_536, limit - octets.count)) { room, count in
                let got = pread(file, room.baseAddress, room.count, off_t(place))
                if got < 0 { code = errno }
                count = max(0, got)
            }
            guard code == 0 else { throw DHCPPortError(errno: code, "expected to read \(path)") }
            if chunk.isEmpty { break }
            octets += chunk
        }
        if start > 0 { octets = wholeDeclarations(octets) }
        let written = Int64(facts.st_mtim.tv_sec) * 1000 + Int64(facts.st_mtim.tv_nsec) / 1_000_000
        return LeaseContent(octets: octets, writtenAt: Timestamp(milliseconds: written))
    }

    /// What follows the first line that begins a declaration of dhclient.
    private static func wholeDeclarations(_ octets: [UInt8]) -> [UInt8] {
        let mark = Array("\nlease".utf8)
        let start = octets.indices.first { octets[$0] == mark[0] && octets[$0...].starts(with: mark) }
        return start.map { Array(octets[$0...]) } ?? []
    }

    /// The lease for an interface, in whichever of the known forms it stands; `nil` for anything else. A form without the
    /// interface's name belongs to the one that the file's name tells.
    func lease(interface: String) -> HostLease? {
        if let lease = message { return lease }
        if octets.starts(with: Array("lease".utf8)) || contains("\nlease ") || contains("\nlease{") {
            return HostLease.dhclient(octets.span).last { $0.interfaceName == nil || $0.interfaceName == interface }
        }
        return HostLease(keyValues: octets.span, writtenAt: writtenAt)
    }

    private func contains(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        return octets.indices.contains { octets[$0] == wanted[0] && octets[$0...].starts(with: wanted) }
    }

    /// The lease of a message of a server, as dhcpcd keeps it.
    private var message: HostLease? {
        guard octets.count >= DHCPMessage.headerLength, octets[0] == 2,
            octets[236..<240] == [0x63, 0x82, 0x53, 0x63]
        else { return nil }
        let message: DHCPMessage
        do throws(DHCPError) { message = try DHCPMessage(octets.span) } catch { return nil }
        guard message.type == .ack, let granted = DHCPLease(message, vlan: 0, now: writtenAt) else { return nil }
        return HostLease(granted, vendorOctets: message.options[DHCPOptionCode.vendorOptions])
    }
}

extension HostLease {
    init(_ lease: DHCPLease, vendorOctets: [UInt8]?) {
        self.init(address: lease.address)
        prefixLength = lease.prefixLength
        server = lease.server
        routers = lease.routers
        nameServers = lease.nameServers
        timeServers = lease.timeServers
        hostName = lease.hostName
        domainName = lease.domainName
        timeZone = lease.timeZone
        leaseSeconds = lease.leaseSeconds
        expiresAt = lease.expiresAt
        self.vendorOctets = vendorOctets
    }
}
