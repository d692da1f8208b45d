public import NetworkValues

/// An association of addresses of one interface, IA_NA (RFC 8415 21.4).
public struct DHCP6Association: Hashable, Sendable {
    /// An address with its lifetimes (RFC 8415 21.6).
    public struct Address: Hashable, Sendable {
        /// The address.
        public let address: IPAddress
        /// How long it is preferred, in seconds; the largest number for ever.
        public let preferredSeconds: UInt32
        /// How long it may be used, in seconds; the largest number for ever.
        public let validSeconds: UInt32

        /// Makes an address.
        public init(address: IPAddress, preferredSeconds: UInt32, validSeconds: UInt32) {
            self.address = address
            self.preferredSeconds = preferredSeconds
            self.validSeconds = validSeconds
        }
    }

    /// The association's number.
    public let identifier: UInt32
    /// Seconds until its server is asked to extend it, T1; 0 leaves it to the client.
    public let renewalSeconds: UInt32
    /// Seconds until any server is asked to extend it, T2; 0 leaves it to the client.
    public let rebindingSeconds: UInt32
    /// The addresses. Those that a server refuses, or gives with wrong lifetimes, are left out.
    public let addresses: [Address]
    /// How it went; `nil` for well.
    public let status: DHCP6Status?

    /// Makes an association.
    public init(
        identifier: UInt32, renewalSeconds: UInt32 = 0, rebindingSeconds: UInt32 = 0, addresses: [Address] = [],
        status: DHCP6Status? = nil
    ) {
        self.identifier = identifier
        self.renewalSeconds = renewalSeconds
        self.rebindingSeconds = rebindingSeconds
        self.addresses = addresses
        self.status = status
    }

    /// Reads the value of option 3.
    public init(_ octets: [UInt8]) throws(DHCPError) {
        let bytes = octets.span
        var cursor = OctetCursor(bytes)
        guard let identifier = cursor.number32(in: bytes), let renewal = cursor.number32(in: bytes),
            let rebinding = cursor.number32(in: bytes)
        else {
            throw .optionLength(code: DHCP6OptionCode.association, expected: "12 octets or more", found: octets.count)
        }
        let options = try DHCP6Options(bytes, in: cursor.rest)
        var addresses: [Address] = []
        for option in options.all where option.code == DHCP6OptionCode.address {
            if let address = try Self.address(option.octets) { addresses.append(address) }
        }
        self.init(
            identifier: identifier, renewalSeconds: renewal, rebindingSeconds: rebinding, addresses: addresses,
            status: options[DHCP6OptionCode.status].flatMap(DHCP6Status.init))
    }

    private static func address(_ octets: [UInt8]) throws(DHCPError) -> Address? {
        let bytes = octets.span
        var cursor = OctetCursor(bytes)
        guard let range = cursor.take(16), let preferred = cursor.number32(in: bytes),
            let valid = cursor.number32(in: bytes), let address = IPAddress(octets: octets[range])
        else { throw .optionLength(code: DHCP6OptionCode.address, expected: "24 octets or more", found: octets.count) }
        let options = try DHCP6Options(bytes, in: cursor.rest)
        let status = options[DHCP6OptionCode.status].flatMap(DHCP6Status.init)
        guard preferred <= valid, valid > 0, status?.isSuccess != false else { return nil }
        return Address(address: address, preferredSeconds: preferred, validSeconds: valid)
    }

    /// The value of option 3 as it is sent.
    public func encoded() -> [UInt8] {
        var octets: [UInt8] = []
        octets.append(number32: identifier)
        octets.append(number32: renewalSeconds)
        octets.append(number32: rebindingSeconds)
        var options = DHCP6Options()
        for entry in addresses {
            var value = entry.address.octets
            value.append(number32: entry.preferredSeconds)
            value.append(number32: entry.validSeconds)
            options.append(DHCP6OptionCode.address, value)
        }
        if let status {
            var value: [UInt8] = []
            value.append(number16: status.code)
            options.append(DHCP6OptionCode.status, value + Array(status.text.utf8))
        }
        return octets + options.encoded()
    }
}
