import Testing

@testable import Settings

@Suite struct SecretTests {
    @Test func `a secret prints as asterisks`() {
        let secret = Secret("hunter22")
        var dumped = ""
        dump(secret, to: &dumped)
        #expect("\(secret)" == Secret.mask)
        #expect(String(reflecting: secret) == Secret.mask)
        #expect(!dumped.contains("hunter22"))
        #expect(!"\([secret])\(["a": secret])\(Optional(secret) as Any)".contains("hunter22"))
    }

    @Test(arguments: [
        "config change SNMP0 /community hunter22", "config change SNMP0 /community \"hunter22\" /port 1",
        "config change SNMP0 /keys abcd,hunter22 /keys efgh", "config change SNMP0 /comunity hunter22",
        "config change SNMP0 /community /hunter22", "config change SNMP0 /community x hunter22",
        "config change SNMP0 /community \"hunter22", "config change SNMP0 hunter22", "config change SNMP0 HUNTER22",
        "config change SNMP0 /community x #hunter22", "# config change SNMP0 /community hunter22",
        "# config change SNMP0 /community \"hunter22", "# the community is hunter22", "# PASSWORD: hunter22",
        "config change UNKNOWN5 /anything hunter22", "config change UNKNOWN5 hunter22 /a",
        "config add UNKNOWN5 /a b hunter22",
        "mod cmd UP0 cfg http://user:hunter22@host/", "vars create CMD0/KCMD p hunter22", "#mod cmd UP0 hunter22",
        "config rem SNMP0 /community hunter22", "config change SNMP0-USER1 /name x /auth-password hunter22 /auth MD5",
        "config change SNMP0-USER99 /auth-password hunter22", "config chnage SNMP0 /community hunter22",
        "config change SNMP0 /community hunter22 /community hunter22",
        "config change SNMP0-USER1 /auth-password hunter22",
        "config change SNMP0-USER1 /name x /auth-password \"hunter22\"x", "hunter22", "config hunter22 SNMP0",
        "config change SNMP0 /enable #hunter22 is the community",
    ])
    func `a secret is neither shown nor told in an error`(text: String) throws {
        let (document, problems) = SettingsDocument.parse(text, schema: schema)
        let said = document.rendering(masked: true) + problems.map(\.description).joined()
        #expect(!said.contains("hunter22") && !said.contains("HUNTER22"), "\(said)")
        do {
            _ = try document.module(as: ServiceSettings.self)
            _ = try document.instances(of: UserSettings.self)
        } catch {
            #expect(!"\(error)".contains("hunter22"))
        }
    }

    @Test func `what is no secret is shown`() {
        let text = """
            # Where the agent listens; see the operator's page
            config change SNMP0 /enable /community \(Secret.mask) /port 1161 /location "Hall 4" # roof
            config add IP0 ETH0 /addr \(Secret.mask)

            """
        let open = text.replacing("/community \(Secret.mask)", with: "/community abc")
            .replacing("/addr \(Secret.mask)", with: "/addr 10.0.0.1")
        let (document, _) = SettingsDocument.parse(open, schema: schema)
        #expect(document.rendering(masked: true) == text.replacing("# roof", with: "# \(Secret.mask)"))
    }
}
