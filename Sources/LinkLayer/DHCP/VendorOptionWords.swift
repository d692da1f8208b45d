import LinkProtocols
import NetworkValues
import Snapshot

/// Vendor options in words (manual I.3).
enum VendorOptionWords {
    /// The options that are there, by ascending code. Those that a policy passes over say so.
    static func rows(_ options: DHCPVendorOptions, _ policy: DHCPPolicy) -> [DHCPStatus.VendorOption] {
        let used = Set(values(policy.applied(to: options)).map(\.code))
        var rows = values(options).map { code, value in
            DHCPStatus.VendorOption(
                code: code, name: names[code] ?? "unknown", value: value, isIgnored: !used.contains(code))
        }
        rows += options.unknown.prefix(32).map {
            DHCPStatus.VendorOption(code: $0, name: "unknown", value: "", isIgnored: true)
        }
        return rows.sorted { $0.code < $1.code }
    }

    private static let names: [UInt8: String] = [
        200: "Gatekeepers", 201: "Gatekeeper ID", 202: "Time zone", 203: "Preferred coder", 206: "VLAN",
        207: "VLAN priority", 208: "TOS values", 209: "En-bloc dialling", 210: "Dial tone", 211: "H.245 fast start",
        212: "H.245 tunnelling", 215: "Update URL", 216: "Update poll interval", 250: "Server identifier",
    ]

    private static func values(_ options: DHCPVendorOptions) -> [(code: UInt8, value: String)] {
        let tos = options.tos
        let tosWords = "RTP \(hexadecimal(tos.media)), signalling \(hexadecimal(tos.signalling))"
        let gatekeepers = zip(["primary", "alternate"], options.gatekeepers).map { "\($0) \($1)" }
        let all: [(code: UInt8, value: String?)] = [
            (200, options.gatekeepers.isEmpty ? nil : gatekeepers.joined(separator: ", ")),
            (201, options.gatekeeperID),
            (202, options.timeZone),
            (203, options.coder.map(coder)),
            (206, options.vlan.map { $0 == 0 ? "none" : "\($0)" }),
            (207, options.vlanPriority.map { "\($0)" }),
            (208, options.tosBits == nil ? nil : tosWords),
            (209, options.enblocSeconds.map { $0 == 0 ? "off" : "after \($0) s" }),
            (210, options.dialtone.map(dialtone)),
            (211, options.fastStart.map { $0 ? "on" : "off" }),
            (212, options.tunnelling.map { $0 ? "on" : "off" }),
            (215, options.updateURL),
            (216, options.updatePollMinutes.map { "every \($0) min" }),
            (250, options.serverIdentifier),
        ]
        return all.compactMap { entry in entry.value.map { (entry.code, $0) } }
    }

    private static func hexadecimal(_ octet: UInt8) -> String {
        "0x" + NetworkValues.hexadecimal(UInt64(octet), digits: 2)
    }

    /// A coder, its packet size and what its letters mean.
    private static func coder(_ text: String) -> String {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else { return text }
        var words = [parts[0], "\(parts[1]) ms"]
        let letters: [Character: String] = [
            "e": "exclusive", "s": "silence compression", "x": "SRTP", "n": "no DTMF detection",
        ]
        for letter in parts.dropFirst(2).joined() { words.append(letters[letter] ?? "\(letter)") }
        return words.joined(separator: ", ")
    }

    private static func dialtone(_ number: UInt8) -> String {
        Int(number) < dialtones.count ? dialtones[Int(number)] : "\(number), which is not known"
    }

    private static let dialtones = [
        "Europe, PBX", "Europe, public", "US", "UK", "Italy, public", "Czech Republic, PBX", "Czech Republic, public",
        "Sweden", "France", "Switzerland", "Italy, PBX", "Belgium", "Netherlands", "Norway", "Denmark", "Germany",
        "Spain", "Finland", "Austria", "Ireland", "Australia", "New Zealand", "Malaysia", "Turkey", "Russia",
        "South Africa", "Brazil",
    ]
}
