import Testing

@testable import Settings

@Suite struct ConfigLineTests {
    private func line(_ text: String) -> ConfigLine? {
        if case .config(let line) = ConfigText.Entry(raw: text).kind { line } else { nil }
    }

    private func failure(_ text: String) -> String? {
        guard case .unreadable(let column, let message, _, _) = ConfigText.Entry(raw: text).kind else { return nil }
        return "\(column): \(message)"
    }

    @Test func `a line has a verb, a module and options`() {
        #expect(
            line("config change SNMP0 /enable /community public /trap 10.0.0.1,10.0.0.2")
                == ConfigLine(
                    .change, "SNMP0",
                    [.init("enable"), .init("community", "public"), .init("trap", "10.0.0.1,10.0.0.2")]))
        #expect(
            line("  config\tadd  NTP0 /addr 192.168.42.136 ")
                == ConfigLine(.add, "NTP0", [.init("addr", "192.168.42.136")]))
        #expect(line("config rem LLDP0 /disable") == ConfigLine(.rem, "LLDP0", [.init("disable")]))
    }

    @Test func `a device's module may have parts`() {
        #expect(
            line("config add IP0 ETH0 /addr 10.0.0.2 /mask 255.0.0.0")
                == ConfigLine(.add, "IP0 ETH0", [.init("addr", "10.0.0.2"), .init("mask", "255.0.0.0")]))
    }

    @Test func `quotes keep blanks, slashes, hashes and quotes together`() {
        #expect(line(#"config add X /a "Hall 4, roof""#)?.options == [.init("a", "Hall 4, roof")])
        #expect(
            line(##"config add X /a "/etc/file" /b "#1" /c """##)?.options
                == [.init("a", "/etc/file"), .init("b", "#1"), .init("c", "")])
        #expect(line(#"config add X /a "say \"hi\" \\ C:\x""#)?.options == [.init("a", #"say "hi" \ C:\x"#)])
        #expect(line(#"config add X /a in"side /b \"#)?.options == [.init("a", #"in"side"#), .init("b", #"\"#)])
    }

    @Test func `a hash ends the line only where a word begins`() {
        let read = line("config add X /a b#c # why")
        #expect(read?.options == [.init("a", "b#c")])
        #expect(read?.comment == "# why")
    }

    @Test func `a carriage return at the end of a line does not count`() {
        #expect(line("config rem LLDP0 /disable\r") == ConfigLine(.rem, "LLDP0", [.init("disable")]))
        #expect(ConfigText.Entry(raw: "\r").kind == .blank)
    }

    @Test func `a line that cannot be read says where and why`() {
        #expect(failure(#"config add X /a "open"#) == "17: the quote is not closed; end the value with \"")
        #expect(failure(#"config add X /a "a"b"#)?.hasPrefix("20: expected a blank behind the closing quote") == true)
        #expect(failure("config add X /a b c")?.hasPrefix("19: a second word behind an option") == true)
        #expect(failure("config chang X /a")?.hasPrefix("8: expected change, add or rem") == true)
        #expect(failure("config change")?.contains("expected a module's name") == true)
        #expect(failure("config change /a")?.contains("expected a module's name") == true)
        #expect(failure("config change X /")?.contains("expected an option's name") == true)
        #expect(failure("hello")?.contains("begins with config") == true)
        #expect(failure("config change X /a b\u{0}")?.contains("control character") == true)
        #expect(failure("config change X /a " + String(repeating: "x", count: 9000))?.contains("bytes long") == true)
    }

    @Test func `other commands of a device's file are named`() {
        #expect(ConfigText.Entry(raw: "mod cmd UP1 check resetn serial002").kind == .command("mod"))
        #expect(ConfigText.Entry(raw: "config write").kind == .command("config write"))
        #expect(ConfigText.Entry(raw: #"vars create CMD0/KCMD p <join+realm="x"/>"#).kind == .command("vars"))
    }

    @Test(arguments: [
        "", "\n", "\n\n", "# only a remark", "config rem X\n", "a\r\nb\r\n",
        "  \n#\n\tconfig  change X /a  \"b\"  # c\nlast",
    ])
    func `an unchanged text is written as it was read`(text: String) {
        #expect(ConfigText(text).text == text)
    }

    @Test func `a text with too many lines is known to be cut`() {
        #expect(ConfigText(String(repeating: "#\n", count: ConfigText.maximumLines)).isTruncated == false)
        #expect(ConfigText(String(repeating: "#\n", count: ConfigText.maximumLines + 1)).isTruncated)
    }

    @Test func `a value is quoted when it would read differently without`() {
        for value in ["", "a b", "/x", "#x", "\"", "a\"b", #"a\"#, #"a \"#, #"\""#, "é ü", "plain", "a/b", "a#b"] {
            let written = ConfigLine(.add, "X", [.init("a", value), .init("b")])
            #expect(line(written.description) == written, "\(written)")
        }
    }
}
