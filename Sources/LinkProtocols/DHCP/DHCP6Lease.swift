public import NetworkValues

/// What a DHCPv6 server granted, or gave to an information request.
public struct DHCP6Lease: Hashable, Sendable {
    /// The addresses; empty for options alone.
    public let addresses: [DHCP6Association.Address]
    /// The server's DUID.
    public let server: [UInt8]
    /// When it was granted.
    public let obtainedAt: Timestamp
    /// All options.
    public let options: DHCP6Options
    /// Seconds until its server is asked to extend it, T1; `nil` for never.
    public let renewalSeconds: Int64?
    /// Seconds until any server is asked to extend it, T2; `nil` for never.
    public let rebindingSeconds: Int64?

    /// Makes a lease. Times that the server leaves open are half and four fifths of the shortest preferred lifetime (RFC 8415
    /// 14.2).
    public init(
        _ association: DHCP6Association, server: [UInt8], obtainedAt: Timestamp, options: DHCP6Options
    ) {
        addresses = association.addresses
        self.server = server
        self.obtainedAt = obtainedAt
        self.options = options
        let preferred = association.addresses.map(\.preferredSeconds).min() ?? .max
        func seconds(_ told: UInt32, _ part: Double) -> Int64? {
            if told != 0 { return told == .max ? nil : Int64(max(told, Self.shortestSeconds)) }
            return preferred == .max ? nil : max(Int64(Double(preferred) * part), Int64(Self.shortestSeconds))
        }
        renewalSeconds = seconds(association.renewalSeconds, 0.5)
        rebindingSeconds = seconds(association.rebindingSeconds, 0.8)
    }

    /// The shortest time to the next request, in seconds: a shorter one counts as this long, so that it does not cause a
    /// storm.
    public static let shortestSeconds: UInt32 = 5

    /// When its server is asked to extend it; `nil` for never.
    public var renewsAt: Timestamp? { renewalSeconds.map { obtainedAt.adding(seconds: $0) } }
    /// When any server is asked to extend it; `nil` for never.
    public var rebindsAt: Timestamp? { rebindingSeconds.map { obtainedAt.adding(seconds: $0) } }
    /// When the last address may no longer be used; `nil` for never, and without addresses.
    public var expiresAt: Timestamp? {
        guard let longest = addresses.map(\.validSeconds).max(), longest != .max else { return nil }
        return obtainedAt.adding(seconds: Int64(longest))
    }

    /// When something must be done for it: T1, or its end where that comes first; `nil` for never.
    var nextAt: Timestamp? { [renewsAt, rebindsAt, expiresAt].compactMap(\.self).min() }

    /// Name servers, the preferred one first.
    public var nameServers: [IPAddress] { options.addresses(DHCP6OptionCode.nameServers) }
    /// Domains to search.
    public var domains: [String] { options.domains(DHCP6OptionCode.domainList) }
    /// Time zone in POSIX form.
    public var timeZone: String? { options.text(DHCP6OptionCode.timeZone) }
    /// Time servers: addresses of option 56, else those of option 31.
    public var timeServers: [IPAddress] {
        for option in options.all where option.code == DHCP6OptionCode.timeServers {
            let found = Self.subOptions(option.octets)?.addresses(1) ?? []
            if !found.isEmpty { return found }
        }
        return options.addresses(DHCP6OptionCode.simpleTimeServers)
    }

    /// The vendor options under an enterprise number, with the codes that they have in DHCPv4.
    public func vendorOptions(enterprise: UInt32) -> DHCPVendorOptions {
        Self.vendorOptions(options, enterprise: enterprise)
    }

    static func vendorOptions(_ options: DHCP6Options, enterprise: UInt32) -> DHCPVendorOptions {
        var values = DHCPOptions()
        for option in options.all where option.code == DHCP6OptionCode.vendorOptions {
            let number = Array(option.octets.prefix(4)).number
            guard option.octets.count >= 4, number == UInt64(enterprise) else { continue }
            for entry in subOptions(Array(option.octets.dropFirst(4)))?.all ?? [] {
                if let code = UInt8(exactly: entry.code), code != 0, code != 255 { values[code] = entry.octets }
            }
        }
        return DHCPVendorOptions(values.encoded())
    }

    /// Options within an option; `nil` when they are broken.
    private static func subOptions(_ octets: [UInt8]) -> DHCP6Options? {
        do throws(DHCPError) { return try DHCP6Options(octets.span, in: 0..<octets.count) } catch { return nil }
    }
}
