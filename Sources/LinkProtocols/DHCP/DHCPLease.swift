public import NetworkValues

/// What a server granted (RFC 2131 3.1), or gave to an INFORM.
public struct DHCPLease: Hashable, Sendable {
    /// The address.
    public let address: IPAddress
    /// The server; `nil` when it did not tell.
    public let server: IPAddress?
    /// How long the address may be used, in seconds; `nil` for ever, and in answer to an INFORM.
    public let leaseSeconds: UInt32?
    /// When it was granted.
    public let obtainedAt: Timestamp
    /// The VLAN on which it was granted; 0 for none.
    public let vlan: UInt16
    /// All options.
    public let options: DHCPOptions

    /// The shortest lease, in seconds: a shorter one counts as this long, so that it does not cause a storm.
    public static let shortestSeconds: UInt32 = 10

    /// Makes a lease.
    public init(
        address: IPAddress, server: IPAddress?, leaseSeconds: UInt32?, obtainedAt: Timestamp, vlan: UInt16,
        options: DHCPOptions
    ) {
        self.address = address
        self.server = server
        self.leaseSeconds = leaseSeconds.map { max($0, Self.shortestSeconds) }
        self.obtainedAt = obtainedAt
        self.vlan = vlan
        self.options = options
    }

    /// Makes a lease from an ACK, or from an OFFER; `nil` when address, lease time or server is missing.
    public init?(_ message: DHCPMessage, vlan: UInt16, now: Timestamp) {
        guard message.yourAddress != .v4(0), let seconds = message.options.number32(DHCPOptionCode.leaseTime),
            let server = message.options.address(DHCPOptionCode.serverIdentifier)
        else { return nil }
        self.init(
            address: message.yourAddress, server: server, leaseSeconds: seconds == .max ? nil : seconds,
            obtainedAt: now, vlan: vlan, options: message.options)
    }

    /// When the address may no longer be used; `nil` for never.
    public var expiresAt: Timestamp? { leaseSeconds.map { obtainedAt.adding(seconds: Int64($0)) } }

    /// When it is renewed with its server, T1: half of the lease unless the server says otherwise (RFC 2131 4.4.5).
    public var renewsAt: Timestamp? {
        leaseSeconds.map {
            obtainedAt.adding(seconds: min(seconds(DHCPOptionCode.renewalTime, 0.5, $0), rebinding($0)))
        }
    }

    /// When it is renewed with any server, T2: seven eighths of the lease unless the server says otherwise.
    public var rebindsAt: Timestamp? {
        leaseSeconds.map { obtainedAt.adding(seconds: rebinding($0)) }
    }

    private func rebinding(_ lease: UInt32) -> Int64 { seconds(DHCPOptionCode.rebindingTime, 0.875, lease) }

    private func seconds(_ code: UInt8, _ part: Double, _ lease: UInt32) -> Int64 {
        let usual = Int64(Double(lease) * part)
        guard let told = options.number32(code), told > 0, told < lease else { return usual }
        return Int64(told)
    }

    /// The length of the prefix; `nil` without a subnet mask.
    public var prefixLength: Int? {
        options.number32(DHCPOptionCode.subnetMask).map { (~$0).leadingZeroBitCount }
    }
    /// Routers, the preferred one first.
    public var routers: [IPAddress] { options.addresses(DHCPOptionCode.routers) }
    /// Name servers, the preferred one first.
    public var nameServers: [IPAddress] { options.addresses(DHCPOptionCode.nameServers) }
    /// Time servers, the preferred one first.
    public var timeServers: [IPAddress] { options.addresses(DHCPOptionCode.timeServers) }
    /// The host's name.
    public var hostName: String? { options.text(DHCPOptionCode.hostName) }
    /// The domain's name.
    public var domainName: String? { options.text(DHCPOptionCode.domainName) }
    /// The vendor options, those that are to be passed over included.
    public var vendorOptions: DHCPVendorOptions {
        DHCPVendorOptions(options[DHCPOptionCode.vendorOptions] ?? [])
    }
    /// The time zone in POSIX form: vendor option 202, else option 100 or 88 (manual I.3).
    public var timeZone: String? {
        vendorOptions.timeZone ?? options.text(DHCPOptionCode.timeZone) ?? options.text(DHCPOptionCode.timeZoneOld)
    }

    /// What it says about the VLAN, under a policy; `nil` when it says nothing.
    public func vlanOffer(_ policy: DHCPPolicy) -> VLANOffers.Setting? {
        let vendor = policy.applied(to: vendorOptions)
        return vendor.vlan.map {
            VLANOffers.Setting(vlan: $0, priority: vendor.vlanPriority ?? 0, expiresAt: expiresAt)
        }
    }
}
