import COpenSSL
import NetworkValues

extension CertificateRequest {
    /// What its alternative names will be: those given, and the common name when it can be one.
    private func alternativeNames() throws(TLSError) -> (dns: [String], addresses: [IPAddress]) {
        var dns: [String] = []
        var addresses: [IPAddress] = []
        for part in dnsName.split(whereSeparator: { $0 == "," || $0 == " " }) {
            if let address = IPAddress(part) {
                addresses.append(address)
            } else if Self.isHostName(part) {
                dns.append(String(part))
            } else {
                throw TLSError(.refused, "\"\(part)\" is neither a domain name nor an address")
            }
        }
        if let address = IPAddress(commonName) {
            if !addresses.contains(address) { addresses.append(address) }
        } else if Self.isHostName(commonName), !dns.contains(where: { $0.lowercased() == commonName.lowercased() }) {
            dns.append(commonName)
        }
        guard dns.count + addresses.count <= 100 else {
            throw TLSError(.tooLarge, "more than 100 names; leave some out")
        }
        return (dns, addresses)
    }

    /// Whether text is a domain name in letters, digits and hyphens (RFC 1123 2.1); the first label may be an asterisk.
    static func isHostName(_ text: some StringProtocol) -> Bool {
        let labels = Array(text.utf8).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...253).contains(text.utf8.count) else { return false }
        return labels.enumerated().allSatisfy { index, label in
            if index == 0, labels.count > 2, label.elementsEqual([UInt8(ascii: "*")]) { return true }
            let hyphen = UInt8(ascii: "-")
            return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
                && label.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), hyphen, UInt8(ascii: "_"):
                        true
                    default: false
                    }
                }
        }
    }

    /// Throws for what cannot be, before a key is made for it.
    func check() throws(TLSError) {
        guard (1...50).contains(validityYears) else {
            throw TLSError(.refused, "a validity of \(validityYears) years; 1 to 50 can be had")
        }
        try withDraft { _ throws(TLSError) in }
    }

    private func withDraft<Value>(_ body: (OpaquePointer) throws(TLSError) -> Value) throws(TLSError) -> Value {
        guard let draft = ipd_draft_new() else { throw TLSError(.system, "memory is short") }
        defer { ipd_draft_free(draft) }
        guard !commonName.isEmpty else { throw TLSError(.refused, "the common name is missing") }
        let attributes = [
            ("C", "country", country), ("ST", "state", state), ("L", "locality", locality),
            ("O", "organization", organization), ("OU", "organizational unit", organizationalUnit),
            ("CN", "common name", commonName),
        ]
        for (name, title, value) in attributes where !value.isEmpty {
            let isPlain = value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
            let octets = Array(value.utf8)
            guard isPlain, ipd_draft_add(draft, name, octets, octets.count) == 1 else {
                let limit = name == "C" ? "a country is two letters" : "at most 64 characters, no control characters"
                throw TLSError(.refused, "the \(title) cannot be \"\(value.prefix(80))\": \(limit)")
            }
        }
        let names = try alternativeNames()
        let entries =
            names.dns.map { (Int32(ipd_dns), Array($0.utf8)) } + names.addresses.map { (Int32(ipd_address), $0.octets) }
        for (kind, octets) in entries where ipd_draft_add_name(draft, kind, octets, octets.count) != 1 {
            throw TLSError(.system, "the TLS library did not take a name")
        }
        return try body(draft)
    }

    /// Makes a certificate that is signed with its own key.
    func selfSigned(with key: PrivateKey, at now: Timestamp) throws(TLSError) -> Certificate {
        // An hour back, so that a peer whose clock is late takes it; a clock that was never set is not believed.
        let start = max(now, CertificateStore.earliestTime).adding(seconds: -3600)
        let end = Self.adding(years: validityYears, to: start.adding(seconds: 3600))
        return try withDraft { draft throws(TLSError) in
            let der = key.withPKCS8 {
                [UInt8](
                    taking: ipd_draft_sign(
                        draft, $0.baseAddress, $0.count, signature.number, start.seconds, end.seconds))
            }
            guard let der else { throw TLSError(.system, "the TLS library could not make the certificate") }
            return try Certificate(der: der)
        }
    }

    /// Makes a signing request, in DER.
    func signingRequest(with key: PrivateKey) throws(TLSError) -> [UInt8] {
        try withDraft { draft throws(TLSError) in
            let der = key.withPKCS8 {
                [UInt8](taking: ipd_draft_request(draft, $0.baseAddress, $0.count, signature.number))
            }
            guard let der else { throw TLSError(.system, "the TLS library could not make the request") }
            return der
        }
    }

    /// The same day and time some years on; 1 March for 29 February in a year that has none.
    static func adding(years: Int, to time: Timestamp) -> Timestamp {
        let date = CalendarDate(time)
        // The leap day on the way to the next year is that year's own from March on.
        let first = date.month > 2 ? date.year + 1 : date.year
        let leapDays = (first..<(first + years)).count { $0 % 4 == 0 && ($0 % 100 != 0 || $0 % 400 == 0) }
        return time.adding(seconds: Int64(years * 365 + leapDays) * 86_400)
    }
}
