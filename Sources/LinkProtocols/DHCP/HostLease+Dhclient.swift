import NetworkValues

/// The lease file of ISC dhclient, `dhclient.leases`: a log of declarations, of which the last one for an interface counts.
extension HostLease {
    /// Reads a file. Returns the leases that count, the last written one last. A file that is too long is read from its
    /// beginning up to the limit; declarations without an address are passed over.
    public static func dhclient(_ bytes: Span<UInt8>) -> [HostLease] {
        let readable = bytes.extracting(first: sizeLimit)
        var leases: [HostLease] = []
        var tokens = DhclientTokens()
        while let token = tokens.next(readable) {
            guard token == .word("lease"), let next = tokens.next(readable), next == .open else { continue }
            guard let lease = declaration(&tokens, readable) else { continue }
            leases.removeAll { $0.interfaceName == lease.interfaceName }
            leases.append(lease)
            if leases.count > leaseLimit { leases.removeFirst() }
        }
        return leases
    }

    private static func declaration(_ tokens: inout DhclientTokens, _ bytes: Span<UInt8>) -> HostLease? {
        var lease = HostLease(address: .v4(0))
        var statement: [DhclientTokens.Token] = []
        while let token = tokens.next(bytes) {
            switch token {
            case .close: return lease.address == .v4(0) ? nil : lease
            case .semicolon:
                lease.take(statement)
                statement = []
            default:
                if statement.count < 64 { statement.append(token) }
            }
        }
        // The file ends within the declaration: it is being written.
        return nil
    }

    private mutating func take(_ statement: [DhclientTokens.Token]) {
        guard case .word(let name)? = statement.first else { return }
        let values = statement.dropFirst()
        switch name {
        case "interface": interfaceName = Self.text(values)
        case "fixed-address": address = Self.addresses(Self.text(values)).first ?? address
        case "expire": expiresAt = Self.time(values)
        case "option":
            guard case .word(let option)? = values.first else { return }
            takeOption(option, values.dropFirst())
        default: break
        }
    }

    private mutating func takeOption(_ name: String, _ values: ArraySlice<DhclientTokens.Token>) {
        let text = Self.text(values)
        switch name {
        case "subnet-mask": prefixLength = Self.prefixLength(ofMask: text)
        case "routers": routers = Self.addresses(text)
        case "domain-name-servers": nameServers = Self.addresses(text)
        case "ntp-servers": timeServers = Self.addresses(text)
        case "dhcp-server-identifier": server = IPAddress(text)
        case "dhcp-lease-time": leaseSeconds = UInt32(text)
        case "host-name": hostName = text
        case "domain-name": domainName = text
        case "pcode", "posix-tz": timeZone = text
        case "vendor-encapsulated-options":
            // Written as text when all octets can be printed, else as numbers parted by colons.
            if case .quoted(let octets)? = values.first {
                vendorOctets = octets
            } else {
                vendorOctets = LinkText.octets(ofDigits: text)
            }
        default: break
        }
    }

    private static func text(_ values: ArraySlice<DhclientTokens.Token>) -> String {
        values.map {
            switch $0 {
            case .word(let word): word
            case .quoted(let octets): LinkText.text(octets)
            case .open, .close, .semicolon: ""
            }
        }.joined(separator: " ")
    }

    /// A time: `epoch` and seconds, or day of the week, date and time of day in UTC; `nil` for `never`.
    private static func time(_ values: ArraySlice<DhclientTokens.Token>) -> Timestamp? {
        let words = text(values).split(separator: " ")
        if words.count == 2, words[0] == "epoch" {
            guard let seconds = Int64(words[1]), (0..<1 << 40).contains(seconds) else { return nil }
            return Timestamp(seconds: seconds)
        }
        guard words.count >= 3 else { return nil }
        let date = words[1].split(separator: "/").compactMap { Int($0) }
        let clock = words[2].split(separator: ":").compactMap { Int($0) }
        guard date.count == 3, clock.count == 3, (1970...9999).contains(date[0]), (1...12).contains(date[1]),
            (1...31).contains(date[2]), (0...23).contains(clock[0]), (0...59).contains(clock[1]),
            (0...60).contains(clock[2])
        else { return nil }
        let day = dayNumber(year: date[0], month: date[1], day: date[2])
        return Timestamp(seconds: Int64(day * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]))
    }

    /// Days since 1970-01-01. Years begin in March here, so that the leap day is the last of its year.
    private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }
}
