import Testing

@testable import Settings

@Suite struct SettingsChangingTests {
    private let text = """
        # The service
        config change SNMP0 /enable /port 161 /location "Hall 4"   # first
        config add UNKNOWN7 /x  y

        config add SNMP0 /gateway 10.0.0.1

        """

    private func changed(
        _ text: String, _ option: String, _ value: SettingsDocument.NewValue, module: String = "SNMP0"
    ) throws -> String {
        try document(text).changing(module: module, option: option, to: value).rendering(masked: false)
    }

    @Test func `an option is changed in its place and the rest stays`() throws {
        #expect(
            try changed(text, "port", .text("1161"))
                == text.replacing("/port 161 /location \"Hall 4\"   #", with: "/port 1161 /location \"Hall 4\" #"))
        #expect(try changed(text, "gateway", .text("10.0.0.9")) == text.replacing("10.0.0.1", with: "10.0.0.9"))
        #expect(try changed(text, "mode", .text("Write")).contains("# first\n"))
    }

    @Test func `an option is taken out everywhere`() throws {
        let taken = try changed(text, "enable", .none)
        #expect(!taken.contains("/enable"))
        #expect(taken.contains("/port 161"))
        #expect(try changed(text, "gateway", .none).contains("config add SNMP0") == false)
    }

    @Test func `a module that the file does not name gets a line`() throws {
        #expect(try changed("# x", "enable", .flag) == "# x\nconfig change SNMP0 /enable\n")
        #expect(try changed("", "location", .text("a b"), module: "SNMP0") == "config change SNMP0 /location \"a b\"\n")
    }

    @Test func `what holds afterwards is what was asked for`() throws {
        let texts = [
            text, "config change SNMP0 /port 5\nconfig rem SNMP0 /port\n",
            "config change SNMP0 /port 5\nconfig rem SNMP0\n",
            "config add SNMP0 /port 5\nconfig change SNMP0 /enable\n",
            "config change SNMP0 /trap 1.1.1.1 /trap 2.2.2.2",
            "config rem SNMP0 /port\nconfig add SNMP0 /enable",
            "config change SNMP0\nconfig add SNMP0 /enable\nconfig rem SNMP0 /location",
        ]
        for text in texts {
            let before = try document(text)
            for (option, value) in [
                ("port", SettingsDocument.NewValue.text("77")), ("port", .none), ("trap", .text("9.9.9.9")),
                ("enable", .flag), ("enable", .none), ("location", .text(#"a "b" \ # /c"#)),
            ] {
                let after = try before.changing(module: "SNMP0", option: option, to: value)
                var wanted = before.givenOptions(of: "SNMP0")
                switch value {
                case .none: wanted[option] = nil
                case .flag: wanted[option] = [nil]
                case .text(let text): wanted[option] = [text]
                }
                #expect(after.givenOptions(of: "SNMP0") == wanted, "\(option) in \(text)")
                let again = try document(after.rendering(masked: false))
                #expect(again.givenOptions(of: "SNMP0") == wanted)
            }
        }
    }

    @Test func `a change that is refused names the reason`() throws {
        let before = try document(text)
        for (module, option, value) in [
            ("SNMP0", "prot", SettingsDocument.NewValue.text("1")), ("SNMP0", "port", .text("x")),
            ("SNMP0", "port", .flag),
            ("SNMP0", "enable", .text("on")), ("SNMPX", "port", .text("1")), ("SNMP0 ETH0", "port", .text("1")),
            ("SNMP0-USER", "name", .text("x")), ("SNMP0-USER1", "auth", .text("SHA")),
            ("SNMP0", "location", .text("a\nconfig rem SNMP0")), ("SNMP0", "location", .text("a\u{1}")),
        ] {
            #expect(throws: SettingsError.self, "\(module) \(option)") {
                try before.changing(module: module, option: option, to: value)
            }
        }
    }

    @Test func `a line is applied behind the others, or refused as a whole`() throws {
        let before = try document("config change SNMP0 /port 5\n")
        let after = try before.applying(ConfigLine(.add, "SNMP0", [.init("enable")]))
        #expect(after.rendering(masked: false) == "config change SNMP0 /port 5\nconfig add SNMP0 /enable\n")
        #expect(throws: SettingsError.self) { try before.applying(ConfigLine(.add, "SNMP0", [.init("port", "x")])) }
        #expect(throws: SettingsError.self) {
            try before.applying(ConfigLine(.add, "SNMP0", [.init("location", "\n")]))
        }
    }

    @Test func `an instance is taken out and its number is free again`() throws {
        let before = try document("config change SNMP0-USER1 /name a\n# b\nconfig add SNMP0-USER1 /auth SHA\n")
        #expect(before.freeInstance(of: UserSettings.self) == 2)
        let after = before.removing(module: "SNMP0-USER1")
        #expect(after.rendering(masked: false) == "# b\n")
        #expect(after.freeInstance(of: UserSettings.self) == 1)
    }
}
