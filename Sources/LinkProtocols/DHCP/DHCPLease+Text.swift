import NetworkValues

/// A lease as one word of text, for the option `/laddr` that keeps it across a restart (manual I.6):
/// `address;server;seconds;milliseconds since 1970;VLAN;options in hexadecimal`. What is not there is empty.
extension DHCPLease {
    /// The most characters of such a text.
    public static let textLimit = 8192

    /// The lease as text.
    public var text: String {
        [
            address.description, server?.description ?? "", leaseSeconds.map { "\($0)" } ?? "",
            "\(obtainedAt.milliseconds)", "\(vlan)", LinkText.digits(options.encoded()),
        ].joined(separator: ";")
    }

    /// Reads a lease from its text; `nil` for anything else.
    public init?(text: some StringProtocol) {
        guard text.utf8.count <= Self.textLimit else { return nil }
        let fields = text.split(separator: ";", omittingEmptySubsequences: false)
        guard fields.count == 6, let address = IPAddress(fields[0]), case .v4 = address,
            fields[1].isEmpty || IPAddress(fields[1]) != nil, fields[2].isEmpty || UInt32(fields[2]) != nil,
            let obtained = Int64(fields[3]), obtained >= 0, obtained < 1 << 53,
            let vlan = UInt16(fields[4]), vlan <= 4094, let octets = LinkText.octets(ofDigits: fields[5])
        else { return nil }
        var options = DHCPOptions()
        do throws(DHCPError) { try options.append(octets.span, 0..<octets.count) } catch { return nil }
        self.init(
            address: address, server: IPAddress(fields[1]), leaseSeconds: UInt32(fields[2]),
            obtainedAt: Timestamp(milliseconds: obtained), vlan: vlan, options: options)
    }
}
