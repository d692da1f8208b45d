public import NetworkValues

/// Lease files of systemd-networkd (`/run/systemd/netif/leases/<ifindex>`) and of NetworkManager's own client
/// (`/var/lib/NetworkManager/internal-…-<interface>.lease`), which have the same form: lines `KEY=value`. Neither is a
/// promised interface: unknown lines are passed over.
extension HostLease {
    /// Reads a file. `writtenAt` is when it was written: its lifetime counts from then. `nil` when it is too long or has no
    /// address.
    public init?(keyValues bytes: Span<UInt8>, writtenAt: Timestamp? = nil) {
        guard bytes.count <= Self.sizeLimit else { return nil }
        var lines: [String: String] = [:]
        var lineStart = 0
        for position in 0...bytes.count where position == bytes.count || bytes[position] == 0x0a {
            Self.line(bytes, lineStart..<position, &lines)
            lineStart = position + 1
        }
        guard let text = lines["ADDRESS"], let address = IPAddress(text) else { return nil }
        self.init(address: address)
        prefixLength = lines["NETMASK"].flatMap { Self.prefixLength(ofMask: $0) }
        server = lines["SERVER_ADDRESS"].flatMap { IPAddress($0) }
        routers = Self.addresses(lines["ROUTER"] ?? "")
        nameServers = Self.addresses(lines["DNS"] ?? "")
        timeServers = Self.addresses(lines["NTP"] ?? "")
        hostName = lines["HOSTNAME"]
        domainName = lines["DOMAINNAME"]
        timeZone = lines["TIMEZONE"]
        leaseSeconds = lines["LIFETIME"].flatMap { UInt32($0) }
        vendorOctets = lines["VENDOR_SPECIFIC"].flatMap { LinkText.octets(ofDigits: $0) }
        if let expiry = lines["EXPIRY"].flatMap({ Int64($0) }), (0..<1 << 40).contains(expiry) {
            expiresAt = Timestamp(seconds: expiry)
        } else if let writtenAt, let leaseSeconds, leaseSeconds != .max {
            expiresAt = writtenAt.adding(seconds: Int64(leaseSeconds))
        }
    }

    private static func line(_ bytes: Span<UInt8>, _ range: Range<Int>, _ lines: inout [String: String]) {
        guard range.count > 1, range.count <= 2048, lines.count < 256, bytes[range.lowerBound] != 0x23 else { return }
        let text = LinkText.text(bytes, range)
        guard let equals = text.firstIndex(of: "=") else { return }
        let key = String(text[..<equals])
        var value = text[text.index(after: equals)...]
        if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") { value = value.dropFirst().dropLast() }
        if lines[key] == nil { lines[key] = String(value) }
    }
}
