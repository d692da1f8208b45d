import IPDECTCore
import NetworkValues

/// Hides what a report must not tell, in every text of it on its way out. One redactor serves the whole of a report, so
/// that the same thing has the same stand-in in the page, in the tables and in the logs.
final class Redactor {
    let redaction: ReportRedaction
    private var pseudonyms = Pseudonyms()
    private var literals = LiteralIndex()
    /// Addresses as text, so that those that come again and again are read once.
    private var addresses: [IPAddress: String] = [:]
    private var radios: Set<String> = []

    init(_ redaction: ReportRedaction) { self.redaction = redaction }

    /// How many things of each kind were hidden.
    var counts: [(kind: Pseudonyms.Kind, count: Int)] { pseudonyms.counts }

    // MARK: Fields

    /// A text of the report as it may be shown.
    func shown(_ text: String, _ field: ReportField) -> String {
        guard redaction != .none, !text.isEmpty, field != .plain else { return text }
        let hidesNames = redaction == .names
        switch field {
        case .plain: return text
        case .text: return searched(text)
        case .address: return searched(text)
        case .mac: return MACAddress(text).map(shown) ?? searched(text)
        case .rfpi: return pseudonyms.standIn(.rfpi, for: text)
        case .engine: return pseudonyms.standIn(.engine, for: text)
        case .radio where isRadio(text): return pseudonyms.standIn(.radio, for: text)
        case .radio: return hidesNames ? host(text) : searched(text)
        case .host: return hidesNames ? host(text) : searched(text)
        case .hosts:
            return text.split(separator: " ").map { shown(String($0), .host) }.joined(separator: " ")
        case .url: return hidesNames ? url(text) : searched(text)
        case .device: return hidesNames ? pseudonyms.standIn(.device, for: text) : searched(text)
        case .user: return hidesNames ? user(text) : searched(text)
        case .place: return hidesNames ? pseudonyms.standIn(.place, for: text) : searched(text)
        case .name: return hidesNames ? pseudonyms.standIn(.name, for: text) : searched(text)
        case .subject: return hidesNames ? pseudonyms.standIn(.subject, for: text) : searched(text)
        case .fingerprint: return hidesNames ? pseudonyms.standIn(.fingerprint, for: text) : text
        }
    }

    /// Whether a device is a radio. Others that report something are hosts, such as the agent's own.
    private func isRadio(_ name: String) -> Bool { radios.contains(name) || HardwareName(name) != nil }

    private func user(_ text: String) -> String { pseudonyms.standIn(.user, for: text) }

    /// A host with or without a port; one that is an address is hidden as such.
    private func host(_ text: String) -> String {
        let parts = HostParts(text)
        guard !parts.host.isEmpty else { return text }
        if let address = IPAddress(parts.host) { return parts.before + shown(address) + parts.behind }
        return parts.before + pseudonyms.standIn(.host, for: parts.host) + parts.behind
    }

    /// Scheme and port stay; a path may name somebody.
    private func url(_ text: String) -> String {
        guard let scheme = text.firstRange(of: "://") else { return host(text) }
        let rest = text[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest.dropFirst(authority.count)
        let shownPath = path.isEmpty || path == "/" ? String(path) : "/" + pseudonyms.standIn(.name, for: String(path))
        return text[..<scheme.upperBound] + host(String(authority)) + shownPath
    }

    private func shown(_ address: IPAddress) -> String {
        if let known = addresses[address] { return known }
        let text = Self.isCommon(address) ? "\(address)" : pseudonyms.standIn(.address, for: "\(address.unmapped)")
        addresses[address] = text
        return text
    }

    /// An object's identifier, with a stand-in for an address that is known from elsewhere.
    private func shown(_ numbers: [UInt32]) -> String {
        var (words, place) = ([String](), 0)
        while place < numbers.count {
            let part = numbers[place...].prefix(4)
            let address = part.count == 4 && part.allSatisfy { $0 < 256 } ? part.reduce(0) { $0 << 8 | $1 } : nil
            if let address, let known = addresses[.v4(address)] {
                words.append(known)
                place += 4
            } else {
                words.append("\(numbers[place])")
                place += 1
            }
        }
        return words.joined(separator: ".")
    }

    private func shown(_ mac: MACAddress) -> String {
        mac.rawValue == 0 || mac.rawValue == 0xffff_ffff_ffff ? "\(mac)" : pseudonyms.standIn(.mac, for: "\(mac)")
    }

    /// Addresses that tell nothing: every host has them. Masks of networks look like addresses, too.
    static func isCommon(_ address: IPAddress) -> Bool {
        switch address.unmapped {
        case .v4(let value): value == 0 || value >> 24 == 127 || value >> 24 == 255 || value >> 28 == 0xe
        case .v6: address.octets.prefix(15).allSatisfy { $0 == 0 } && (address.octets.last ?? 0) <= 1
        }
    }

    // MARK: What is known beforehand

    /// Tells of something that may stand in texts. What is hidden under another redaction only is passed over.
    func know(_ text: String, as field: ReportField) {
        guard redaction != .none, !text.isEmpty else { return }
        switch field {
        case .plain, .text, .fingerprint, .url, .hosts: return
        case .address:
            if let address = IPAddress(text) { _ = shown(address) }
        case .mac:
            guard let mac = MACAddress(text), mac.rawValue != 0 else { return }
            let standIn = shown(mac)
            let plain = "\(mac)".filter { $0 != ":" }
            // As digits alone it is found also in the midst of longer ones.
            literals.add(plain, as: standIn)
        case .rfpi: literals.add(text, as: pseudonyms.standIn(.rfpi, for: text))
        case .engine: literals.add(text, as: pseudonyms.standIn(.engine, for: text))
        case .radio:
            radios.insert(text)
            literals.add(text, as: pseudonyms.standIn(.radio, for: text))
        case .host:
            let name = HostParts(text).host
            guard redaction == .names, !name.isEmpty, IPAddress(name) == nil else { return }
            learn(name, .host)
        case .device: learn(text, .device)
        case .user: learn(text, .user)
        case .place: learn(text, .place)
        case .name: learn(text, .name)
        case .subject: learn(text, .subject)
        }
    }

    private func learn(_ text: String, _ kind: Pseudonyms.Kind) {
        guard redaction == .names else { return }
        pseudonyms.reserve(text)
        literals.add(text, as: pseudonyms.standIn(kind, for: text))
    }

    // MARK: Free text

    /// A text with stand-ins for what it must not tell.
    private func searched(_ text: String) -> String {
        var text = text
        return text.withUTF8 { octets in search(octets) } ?? text
    }

    /// The text with stand-ins; `nil` when there is nothing to hide in it.
    private func search(_ octets: UnsafeBufferPointer<UInt8>) -> String? {
        let patterns = TextPatterns(octets: octets, findsNames: redaction == .names)
        var out: [UInt8] = []
        var (kept, place, hasFound) = (0, 0, false)
        while place < octets.count {
            guard let (length, standIn) = found(octets, patterns, at: place) else {
                place += 1
                continue
            }
            if !hasFound {
                out.reserveCapacity(octets.count + 16)
                hasFound = true
            }
            out += octets[kept..<place]
            out += standIn.utf8
            place += length
            kept = place
        }
        guard hasFound else { return nil }
        out += octets[kept...]
        return String(decoding: out, as: UTF8.self)
    }

    private func found(
        _ octets: UnsafeBufferPointer<UInt8>, _ patterns: TextPatterns, at place: Int
    ) -> (length: Int, standIn: String)? {
        var known = literals.match(octets, at: place)
        if known == nil, place == 0 || !TextPatterns.isLetterOrDigit(octets[place - 1]) {
            var end = place
            while end < octets.count, end - place <= literals.longestWord, TextPatterns.isLetterOrDigit(octets[end]) {
                end += 1
            }
            known = literals.word(octets, at: place, length: end - place)
        }
        let match = patterns.match(at: place)
        if let known, known.length >= match?.length ?? 0 { return (known.length, known.standIn) }
        guard let match else { return nil }
        let end = place + match.length
        func text(_ start: Int, _ end: Int) -> String {
            String(decoding: UnsafeBufferPointer(rebasing: octets[start..<end]), as: UTF8.self)
        }
        switch match.found {
        case .address(let address): return (match.length, shown(address))
        case .objectIdentifier(let numbers): return (match.length, shown(numbers))
        case .mac(let mac): return (match.length, shown(mac))
        case .rfpi: return (match.length, pseudonyms.standIn(.rfpi, for: text(place, end)))
        case .ipei: return (match.length, pseudonyms.standIn(.ipei, for: text(place, min(end, place + 12))))
        case .hex: return (match.length, pseudonyms.standIn(.hex, for: text(place, end)))
        case .radio: return (match.length, pseudonyms.standIn(.radio, for: text(place, end)))
        case .host: return (match.length, pseudonyms.standIn(.host, for: text(place, end)))
        case .mail(let length):
            let user = pseudonyms.standIn(.user, for: text(place, place + length))
            return (match.length, user + "@" + host(text(place + length + 1, end)))
        }
    }
}

/// A host with what stands around it: brackets, a user, a port.
struct HostParts {
    var before = ""
    var host: String
    var behind = ""

    init(_ text: String) {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            before = "["
            host = String(text[text.index(after: text.startIndex)..<end])
            behind = String(text[end...])
            return
        }
        host = text
        guard let colon = text.lastIndex(of: ":"), text.firstIndex(of: ":") == colon,
            text[text.index(after: colon)...].allSatisfy({ $0.isASCII && $0.isNumber })
        else { return }
        host = String(text[..<colon])
        behind = String(text[colon...])
    }
}
