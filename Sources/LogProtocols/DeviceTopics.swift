/// Which topic the lines of a device's module belong to (manual 4.23.1.1). The names of modules are not published: what is
/// here was seen in the field, and the parts of names that speak for themselves.
public enum DeviceTopics {
    /// Parts of modules' names, and the topic of each; the first that is found counts.
    private static let parts: [(part: StaticString, topic: StaticString)] = [
        ("SIPS", "sip-tls-registrations"), ("TSIP", "sip-tcp-registrations"), ("SIP", "sip-udp-registrations"),
        ("H323S", "h323-tls-registrations"), ("H323T", "h323-tcp-registrations"), ("H323", "h323-registrations"),
        ("RAS", "h323-registrations"), ("MASTER", "dect-master"), ("RADIO", "dect-radio"), ("RFP", "dect-radio"),
        ("DECT", "dect-stack"), ("LOG_HTTP", "tcp"), ("TCP", "tcp"), ("ROUTE", "gateway-routing"),
        ("RELAY", "gateway-calls"), ("GW", "gateway-calls"), ("CMD", "config-changes"), ("CONFIG", "config-changes"),
        ("X509", "rejected-certificates"), ("TLS", "rejected-certificates"), ("LOGIN", "login"), ("AUTH", "login"),
    ]

    /// The name of the topic; `device` when none is known.
    public static func topic(ofModule range: Range<Int>, in bytes: Span<UInt8>) -> StaticString {
        guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= bytes.count else { return "device" }
        for (part, topic) in parts where contains(part, range, bytes) { return topic }
        return "device"
    }

    private static func contains(_ part: StaticString, _ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let length = part.utf8CodeUnitCount
        guard length <= range.count else { return false }
        return part.withUTF8Buffer { name in
            for start in range.lowerBound...(range.upperBound - length) {
                var matched = 0
                while matched < length, unsafe bytes[start + matched] == name[matched] { matched += 1 }
                if matched == length { return true }
            }
            return false
        }
    }
}
