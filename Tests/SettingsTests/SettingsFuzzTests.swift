import Foundation
import Testing

@testable import Settings

@Suite struct SettingsFuzzTests {
    private static let seeds = [
        "config change SNMP0 /enable /community hunter22 /trap 10.0.0.1,10.0.0.2 # note\n",
        "config add IP0 ETH0 /addr 10.0.0.2 /mask 255.0.0.0\r\nconfig rem LLDP0 /disable\n",
        "config change SNMP0-USER1 /name \"op \\\"x\\\" \\\\\" /auth SHA-256 /auth-password hunter22\n",
        "# config change SNMP0 /community hunter22\n\nmod cmd UP1 check resetn serial002\nvars create X p <a=\"b\"/>\n",
        "config change SNMP0 /listen [::1]:161 /engine 80:00:1f:88:04 /allow 10.0.0.0/8,fd00::/8 /port 161 /mode Read",
    ]
    private static let pieces = [
        " ", "\t", "\n", "\r\n", "\"", "\\", "#", "/", ",", ":", "[", "]", "config ", "change ", "rem ", "SNMP0",
        "-USER",
        "999999999999999999999", "/community ", "é", "\u{0}", "\u{7f}", "\u{1F600}", "::", "/0", "/33", "-", "0x",
    ]

    /// Some edits of a seed: bytes flipped, cut, doubled, or a piece of syntax put in.
    private static func mutated(_ generator: inout SeededGenerator) -> String {
        var bytes = Array(seeds[Int(generator.next() % UInt64(seeds.count))].utf8)
        for _ in 0...Int(generator.next() % 6) {
            let at = Int(generator.next() % UInt64(bytes.count + 1))
            switch generator.next() % 5 {
            case 0 where at < bytes.count: bytes[at] ^= UInt8(1) << UInt8(generator.next() % 8)
            case 1 where at < bytes.count:
                bytes.removeSubrange(at..<min(bytes.count, at + 1 + Int(generator.next() % 9)))
            case 2 where at < bytes.count:
                let end = min(bytes.count, at + 1 + Int(generator.next() % 24))
                bytes.insert(contentsOf: Array(bytes[at..<end]), at: Int(generator.next() % UInt64(bytes.count + 1)))
            default:
                bytes.insert(contentsOf: Array(pieces[Int(generator.next() % UInt64(pieces.count))].utf8), at: at)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The laws that hold for every text; the first that is broken.
    private static func brokenLaw(of text: String) -> String? {
        let config = ConfigText(text)
        if config.text != text || !config.text.utf8.elementsEqual(text.utf8) {
            return "a text is written as it was read"
        }
        for case .config(let line) in config.entries.map(\.kind) {
            if ConfigText.Entry(raw: line.description).kind != .config(line) {
                return "a line reads back as it was written"
            }
        }
        let (document, problems) = SettingsDocument.parse(text, schema: schema)
        if problems.contains(where: { $0.line < 0 || $0.line > max(1, config.entries.count) }) {
            return "lines are real"
        }
        let isUsable = problems.allSatisfy { $0.severity < .error }
        let settings = try? document.module(as: ServiceSettings.self)
        let users = try? document.instances(of: UserSettings.self)
        if isUsable, settings == nil || users == nil { return "a text without errors gives settings" }
        let said = document.rendering(masked: true)
        let secrets =
            [settings?.community].compactMap(\.self) + (settings?.keys ?? [])
            + (users ?? []).compactMap(\.settings.password)
        for secret in secrets where secret.revealed.contains("hunter22") && said.contains(secret.revealed) {
            // A secret may only be seen when the text gives the same word to something that is no secret.
            if !text.contains("/name \(secret.revealed)") && !text.contains("/location \(secret.revealed)") {
                return "a masked rendering holds no secret: \(said)"
            }
        }
        if let changed = try? document.changing(module: "SNMP0", option: "port", to: .text("99")) {
            let again = SettingsDocument.parse(changed.rendering(masked: false), schema: schema).document
            if again.givenOptions(of: "SNMP0")["port"] != ["99"] { return "a change holds after it was written" }
        }
        return nil
    }

    @Test func `no text breaks the parser`() throws {
        #if DEBUG
            let usual = 20_000
        #else
            let usual = 1_000_000
        #endif
        let count = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? usual
        var generator = SeededGenerator(state: 2)
        for round in 0..<count {
            let text = Self.mutated(&generator)
            let broken = Self.brokenLaw(of: text)
            try #require(broken == nil, "round \(round): \(broken ?? "") in \(text.debugDescription)")
        }
    }

    @Test func `noise does not break the parser`() throws {
        var generator = SeededGenerator(state: 3)
        for _ in 0..<2000 {
            let bytes = (0..<Int(generator.next() % 300)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            let text = String(decoding: bytes, as: UTF8.self)
            let broken = Self.brokenLaw(of: text)
            try #require(broken == nil, "\(broken ?? "") in \(text.debugDescription)")
        }
    }
}
