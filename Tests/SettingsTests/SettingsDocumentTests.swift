import NetworkValues
import Testing

@testable import Settings

@Suite struct SettingsDocumentTests {
    @Test func `options have their declared types`() throws {
        let settings = try document(
            """
            config change SNMP0 /enable /community "two words" /location "Hall 4" /port 1161 /mode read-write \
            /gateway fe80::1 /listen [::1]:1161 /engine 0x80:00:1f:88:04 /trap 10.0.0.1,10.0.0.2 /trap ::1 \
            /allow 10.0.0.0/255.0.0.0,fd00::/8 /keys abcd,efgh
            """
        ).module(as: ServiceSettings.self)
        #expect(settings.isEnabled)
        #expect(settings.community?.revealed == "two words")
        #expect(settings.location == "Hall 4")
        #expect(settings.port == 1161)
        #expect(settings.mode == "Read-Write")
        #expect(settings.gateway == IPAddress("fe80::1"))
        #expect(settings.listen == IPAddress("::1").map { SettingsEndpoint(address: $0, port: 1161) })
        #expect(settings.engine == [0x80, 0x00, 0x1f, 0x88, 0x04])
        #expect(settings.traps == ["10.0.0.1", "10.0.0.2", "::1"].compactMap { IPAddress($0) })
        #expect(settings.allowed == ["10.0.0.0/8", "fd00::/8"].compactMap { IPNetwork($0) })
        #expect(settings.keys.map(\.revealed) == ["abcd", "efgh"])
    }

    @Test func `an option that is not given has its default or none`() throws {
        let settings = try document("").module(as: ServiceSettings.self)
        #expect(settings == (try ServiceSettings.defaults()))
        #expect(!settings.isEnabled)
        #expect(settings.community?.revealed == "public")
        #expect(settings.location == nil)
        #expect(settings.allowed.count == 2)
        #expect(settings.traps.isEmpty)
    }

    @Test func `change states all anew, add sets, rem removes`() throws {
        let text = "config change SNMP0 /enable /port 1\n"
        #expect(try document(text + "config change SNMP0 /location x").module(as: ServiceSettings.self).port == 161)
        #expect(try document(text + "config add SNMP0 /location x").module(as: ServiceSettings.self).port == 1)
        #expect(try document(text + "config rem SNMP0 /port").module(as: ServiceSettings.self).port == 161)
        #expect(try document(text + "config rem SNMP0 /port").module(as: ServiceSettings.self).isEnabled)
        #expect(try document(text + "config rem SNMP0").contains("SNMP0") == false)
        #expect(try document(text + "config add SNMP0 /port 3").module(as: ServiceSettings.self).port == 3)
    }

    @Test func `instances are found by their number`() throws {
        let found = try document(
            """
            config change SNMP0-USER12 /name twelve
            config change SNMP0-USER2 /name two
            config change SNMP0-USER3 /name three
            config rem SNMP0-USER3
            """
        ).instances(of: UserSettings.self)
        #expect(found.map(\.instance) == [2, 12])
        #expect(found.map(\.settings.name) == ["two", "twelve"])
        #expect(found.map(\.settings.instance) == [2, 12])
    }

    @Test func `a misspelt name is met with the right one`() {
        #expect(
            problems("config change SNMP0 /comunity x") == [
                "line 1: error: SNMP0 has no option /comunity (did you mean /community?)"
            ])
        #expect(problems("config change SNPM0 /enable").first?.hasSuffix("(did you mean SNMP0?)") == true)
        #expect(problems("config change SNMP0-USR3 /name x").first?.hasSuffix("(did you mean SNMP0-USER3?)") == true)
        #expect(problems("config change SNMP0 /mode Raed").first?.hasSuffix("(did you mean Read?)") == true)
        #expect(problems("config chnage SNMP0").first?.hasSuffix("(did you mean config change?)") == true)
        #expect(problems("!config add SNMP0").first?.hasSuffix("(did you mean config?)") == true)
        #expect(problems("config change SNMP0 /loc x").first?.hasSuffix("(did you mean /location?)") == true)
    }

    @Test func `a value that is refused is named with its line`() {
        let text = "# one\nconfig add SNMP0 /enable\n"
        #expect(
            problems(text + "config add SNMP0 /port 70000") == [
                "line 3: error: SNMP0 /port takes a number from 1 to 65535, not \"70000\""
            ])
        for wrong in [
            "/port", "/port x", "/port 0x10", "/enable on", "/gateway 1.2.3", "/listen 1.2.3.4:0", "/listen [::1",
            "/listen [::1]x", "/engine 8000", "/engine 80001f880", "/trap 1.2.3.4,,5.6.7.8", "/allow 10.0.0.0/33",
            "/location \"\(String(repeating: "x", count: 33))\"", "/community \"\"", "/port 1 /port 2", "/keys abc",
        ] {
            let found = problems(text + "config add SNMP0 " + wrong)
            #expect(found.count == 1, "\(wrong)")
            #expect(found.first?.hasPrefix("line 3: error: SNMP0 /") == true, "\(wrong): \(found)")
        }
    }

    @Test func `rules between options name the line of the option`() {
        #expect(
            problems("config change SNMP0-USER1 /name op\nconfig add SNMP0-USER1 /priv AES-128") == [
                "line 2: error: encryption needs authentication; give /auth too"
            ])
        #expect(problems("\nconfig change SNMP0-USER1 /auth SHA") == ["line 2: error: SNMP0-USER1 needs /name: text"])
    }

    @Test func `an instance has a number in its range`() {
        for name in ["SNMP0-USER", "SNMP0-USER0", "SNMP0-USER17", "SNMP0-USER01", "SNMP0-USER999999999"] {
            #expect(problems("config change \(name) /name x").first?.contains("needs a number from 1 to 16") == true)
        }
    }

    @Test func `unknown modules are kept, skipped and named`() throws {
        let text = """
            config change IP0 ETH0 /addr 10.0.0.2
            mod cmd UP1 check resetn serial002
            config change PHONE3 /odd "unclosed
            config change SNMP0 /enable
            config activate

            """
        let (document, problems) = SettingsDocument.parse(text, schema: schema)
        #expect(document.unknownModules == ["IP0 ETH0"])
        #expect(problems.map(\.severity) == [.note, .note, .warning, .note])
        #expect(problems.map(\.line) == [1, 2, 3, 5])
        #expect(document.rendering(masked: false) == text)
        #expect(try document.module(as: ServiceSettings.self).isEnabled)
    }

    @Test func `a change line that drops options is worth a warning`() {
        #expect(problems("config change SNMP0 /port 5\nconfig change SNMP0 /enable").count == 1)
        #expect(problems("config change SNMP0 /port 5\nconfig change SNMP0 /port 6").isEmpty)
    }

    @Test func `a rem line takes names only`() {
        #expect(problems("config rem SNMP0 /port 5").first?.contains("names only") == true)
    }

    @Test func `every default of the test modules is valid`() throws {
        for option in ServiceSettings.options + UserSettings.options where option.default != nil {
            _ = try option.check([option.default])
        }
    }

    @Test func `a check prints what editors understand`() {
        let check = SettingsCheck(
            text: "config change SNMP0 /prot 1\nconfig add QX9 /a", path: "agent.conf", schema: schema)
        #expect(check.hasErrors)
        #expect(
            check.lines == [
                "agent.conf:1: error: SNMP0 has no option /prot (did you mean /port?)",
                "agent.conf:2: note: the module QX9 is not known; it is kept and skipped",
            ])
        #expect(check.unknownModules == ["QX9"])
    }

    @Test func `edits are counted up to a limit`() {
        #expect(editDistance(Array("abc".utf8), Array("abc".utf8), limit: 2) == 0)
        #expect(editDistance(Array("abcd".utf8), Array("acbd".utf8), limit: 2) == 1)
        #expect(editDistance(Array("kitten".utf8), Array("sitting".utf8), limit: 3) == 3)
        #expect(editDistance(Array("kitten".utf8), Array("sitting".utf8), limit: 2) == 3)
        #expect(editDistance([], Array("ab".utf8), limit: 2) == 2)
        #expect(nearest(to: "NTP0", among: ["SNMP0"]) == nil)
    }
}
