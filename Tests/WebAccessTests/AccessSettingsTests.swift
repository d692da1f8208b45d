import NetworkValues
import Settings
import Testing

@testable import WebAccess

struct AccessSettingsTests {
    private func problem(_ lines: String...) -> String? {
        let (document, problems) = SettingsDocument.parse(lines.joined(separator: "\n"), schema: Desk.schema)
        if let error = problems.first(where: { $0.severity == .error }) { return error.message }
        do throws(SettingsError) {
            _ = try AccessConfiguration(document)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `without settings there is the form, thirty minutes, and everything open that shows no more`() throws {
        let settings = try Desk().access.settings
        #expect(settings.logoutAfterMinutes == 30 && settings.sessionsPerUser == nil && settings.sessions == nil)
        #expect(!settings.takesBasic && !settings.takesDigest && !settings.keepsDigestKeys)
        #expect(!settings.forcesHTTPS && !settings.usesMutualTLS && !settings.requiresCertificate)
        #expect(!settings.protectsAll && !settings.forbidsCaching && settings.hstsDays == 0)
        #expect(settings.banner.isEmpty && settings.networks.isEmpty)
    }

    @Test func `a banner of several lines is one word of a line`() throws {
        let written = AccessSettings.written(banner: "Private.\n\nKeep \"out\"!")
        let document = try SettingsDocument(schema: Desk.schema).changing(
            module: "HTTP0-ACCESS", option: "banner", to: .text(written))
        let settings: AccessSettings = try document.module()
        #expect(settings.banner == "Private.\n\nKeep \"out\"!")
    }

    @Test func `what contradicts itself is refused and says what is missing`() {
        #expect(problem("config change HTTP0-ACCESS /require-certificate")?.contains("/mutual-tls") == true)
        #expect(problem("config change HTTP0-ACCESS /native /disable-basic")?.contains("/digest") == true)
        #expect(problem("config change HTTP0-ACCESS /hsts-days 365")?.contains("/force-https") == true)
        #expect(problem("config change HTTP0-ACCESS /force-https /hsts-days 365") == nil)
        #expect(problem("config change HTTP0-ACCESS /native /digest /disable-basic") == nil)
    }

    @Test func `an account needs a hash, and no error shows what stood there`() {
        let hash = Desk.hash("a good password")
        for (line, expected) in [
            ("/name a /role auditor", "needs /password"), ("/name a /password \(hash)", "needs /role"),
            ("/name a /role chief /password \(hash)", "/role takes"),
            ("/name a /role auditor /password hunter2hunter2", "not the password itself"),
            ("/name a:b /role auditor /password \(hash)", "without colons"),
            (
                "/name a /role auditor /password \(hash) /digest-md5 \(String(repeating: "zz", count: 16))",
                "hexadecimal"
            ),
        ] {
            let message = problem("config change HTTP0-USER1 " + line)
            #expect(message?.contains(expected) == true, "\(message ?? "nothing")")
            #expect(message?.contains("hunter2") != true && message?.contains("scrypt$16$") != true)
        }
        #expect(problem("config change HTTP0-USER65 /name a /role auditor /password \(hash)") != nil)
    }

    @Test func `two accounts or tokens of one name are refused`() {
        let one = Desk.line(
            1, "anna", .systemAdministrator, "a good password", "/certificate-names a@site.example,anna")
        #expect(problem(one) == nil)
        for (name, rest) in [("Anna", ""), ("A@SITE.example", ""), ("bert", "/certificate-names ANNA")] {
            #expect(
                problem(one, Desk.line(2, name, .auditor, "another password", rest))?.contains("HTTP0-USER1") == true)
        }
        let hash = String(repeating: "ab", count: 32)
        let token = "config change HTTP0-TOKEN1 /name t /hash \(hash)"
        #expect(problem(token) == nil)
        #expect(
            problem(token, "config change HTTP0-TOKEN2 /name T /hash \(String(repeating: "cd", count: 32))")?.contains(
                "name") == true)
        #expect(problem(token, "config change HTTP0-TOKEN2 /name u /hash \(hash)")?.contains("token of") == true)
        #expect(problem("config change HTTP0-TOKEN1 /name t /hash \(String(repeating: "xy", count: 32))") != nil)
    }

    @Test func `an expiry is a day or a time`() {
        #expect(Timestamp(expiry: "2027-01-31") == Timestamp(seconds: 1_801_440_000))
        #expect(Timestamp(expiry: "1970-01-01") == Timestamp(seconds: 86_400))
        #expect(Timestamp(expiry: "2024-02-29")?.description == "2024-03-01T00:00:00.000Z")
        #expect(Timestamp(expiry: "2027-01-31T12:34:56Z")?.description == "2027-01-31T12:34:56.000Z")
        for wrong in [
            "", "2027-02-29", "2027-13-01", "2027-00-10", "2027-01-00", "27-01-01", "2027/01/01",
            "2027-01-31T24:00:00Z",
            "2027-01-31 12:00:00", "2027-01-31T12:00:00+", "１２３４-01-01", "+027-01-01",
        ] {
            #expect(Timestamp(expiry: wrong) == nil, "\(wrong)")
        }
        #expect(
            problem(
                "config change HTTP0-TOKEN1 /name t /hash \(String(repeating: "ab", count: 32)) /expires soonsoonsoon")
                != nil)
    }

    @Test func `nothing secret is shown by the settings or by what is printed`() throws {
        let desk = try Desk([
            Desk.line(
                1, "anna", .systemAdministrator, "a good password", "/digest-md5 \(String(repeating: "ab", count: 16))"),
            "config change HTTP0-TOKEN1 /name t /hash \(String(repeating: "ab", count: 32))",
        ])
        let shown = desk.document.rendering(masked: true)
        var dumped = ""
        dump(try desk.access.accounts(for: Principal(localUser: "root")), to: &dumped)
        #expect(!shown.contains("scrypt") && !shown.contains("abab") && !dumped.contains("abab"))
    }

    @Test func `every option has a help text, and takes effect at once`() {
        for module in AccessConfiguration.modules {
            #expect(module.summary.hasSuffix("."))
            for option in module.options {
                #expect(option.help.hasSuffix(".") && option.takesEffect == .reload, "\(module.name) /\(option.name)")
            }
        }
    }
}
