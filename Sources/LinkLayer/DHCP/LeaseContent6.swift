import LinkProtocols
import NetworkValues

/// Leases of IPv6 in files of the host's clients.
extension LeaseContent {
    /// The number under which vendor options stand.
    private static let enterprise: UInt64 = 27_614

    /// The lease for an interface: the message that dhcpcd keeps, or the last declaration of dhclient; `nil` for anything
    /// else.
    func lease6(interface: String) -> HostLease? {
        if octets.first == DHCP6MessageType.reply.rawValue { return message6 }
        return Self.declarations6(octets).last { $0.interfaceName == nil || $0.interfaceName == interface }
    }

    private var message6: HostLease? {
        do throws(DHCPError) {
            let message = try DHCP6Message(octets.span)
            for option in message.options.all where option.code == DHCP6OptionCode.association {
                let association = try DHCP6Association(option.octets)
                guard !association.addresses.isEmpty else { continue }
                return HostLease(
                    DHCP6Lease(
                        association, server: message.serverIdentifier ?? [], obtainedAt: writtenAt,
                        options: message.options))
            }
        } catch {}
        return nil
    }

    // MARK: dhclient

    /// The declarations of a file of `dhclient -6`, which writes one statement in a line; at most the last ones, each whole.
    private static func declarations6(_ octets: [UInt8]) -> [HostLease] {
        var leases: [HostLease] = []
        var lease: HostLease?
        var depth = 0
        for line in octets.split(separator: 0x0a) {
            let text = String(decoding: line.prefix(4096), as: UTF8.self)
            let words = text.split { $0 == " " || $0 == "\t" || $0 == ";" }
            if words.first == "lease6" {
                lease = HostLease(address: .v4(0))
                depth = 0
            }
            if lease != nil { take(words, &lease) }
            if words.last == "{" { depth += 1 }
            if words.first == "}" { depth -= 1 }
            guard depth == 0, let whole = lease else { continue }
            lease = nil
            guard whole.address != .v4(0) else { continue }
            leases.append(whole)
            if leases.count > HostLease.leaseLimit { leases.removeFirst() }
        }
        return leases
    }

    private static func take(_ words: [Substring], _ lease: inout HostLease?) {
        guard words.count > 1 else { return }
        switch words[0] {
        case "interface": lease?.interfaceName = words[1].filter { $0 != "\"" }
        case "iaaddr": lease?.address = IPAddress(words[1]) ?? .v4(0)
        case "starts":
            // Of the address, which comes behind that of the association.
            guard let seconds = Int64(words[1]), 0..<1 << 40 ~= seconds else { return }
            lease?.expiresAt = Timestamp(seconds: seconds)
        case "max-life":
            guard let seconds = UInt32(words[1]) else { return }
            lease?.leaseSeconds = seconds == .max ? nil : seconds
            let began = lease?.expiresAt
            lease?.expiresAt = seconds == .max ? nil : began?.adding(seconds: Int64(seconds))
            lease?.prefixLength = 128
        case "option" where words.count > 2: takeOption(words[1], words.dropFirst(2), &lease)
        default: break
        }
    }

    private static func takeOption(_ name: Substring, _ values: ArraySlice<Substring>, _ lease: inout HostLease?) {
        let addresses = values.flatMap { $0.split(separator: ",") }.compactMap { IPAddress($0) }
        switch name {
        case "dhcp6.name-servers": lease?.nameServers = Array(addresses.prefix(16))
        case "dhcp6.sntp-servers": lease?.timeServers = Array(addresses.prefix(16))
        case "dhcp6.domain-search": lease?.domainName = values.first?.filter { $0 != "\"" && $0 != "," }
        case "dhcp6.vendor-opts":
            let octets = values.joined().split(separator: ":").compactMap { UInt8($0, radix: 16) }
            lease?.vendorOctets = vendorOctets(octets)
        default: break
        }
    }

    /// Vendor options in the form of option 43; `nil` for those of others.
    fileprivate static func vendorOctets(_ octets: [UInt8]) -> [UInt8]? {
        guard octets.prefix(4).reduce(0, { $0 << 8 | UInt64($1) }) == enterprise else { return nil }
        var values = DHCPOptions()
        do throws(DHCPError) {
            for option in try DHCP6Options(octets.span, in: 4..<octets.count).all {
                if let code = UInt8(exactly: option.code), code != 0, code != 255 { values[code] = option.octets }
            }
        } catch { return nil }
        return values.encoded()
    }
}

extension HostLease {
    init?(_ lease: DHCP6Lease) {
        guard let first = lease.addresses.first else { return nil }
        self.init(address: first.address)
        prefixLength = 128
        nameServers = lease.nameServers
        timeServers = lease.timeServers
        domainName = lease.domains.first
        timeZone = lease.timeZone
        leaseSeconds = first.validSeconds == .max ? nil : first.validSeconds
        expiresAt = lease.expiresAt
        vendorOctets = lease.options[DHCP6OptionCode.vendorOptions].flatMap(LeaseContent.vendorOctets)
    }
}
