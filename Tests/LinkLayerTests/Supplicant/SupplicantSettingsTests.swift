import LinkProtocols
import Settings
import Testing

@testable import LinkLayer

struct SupplicantSettingsTests {
    private func settings(_ text: String) throws -> SupplicantSettings {
        try SettingsDocument(ConfigText(text), schema: SettingsSchema([SupplicantSettings.self]))
            .module(as: SupplicantSettings.self)
    }

    @Test func `nothing said is silence`() throws {
        let settings = try settings("")
        #expect(settings.user.isEmpty && settings.timers == SupplicantTimers() && settings.allowsMD5)
        #expect(SupplicantConfiguration(settings, tls: nil) == nil)
    }

    @Test func `everything can be said`() throws {
        let settings = try settings(
            "config change EAP0 /user base1 /password s3cret-word /server-name .radius.example /no-md5 /no-tls13 "
                + "/held-period 10 /start-period 20 /max-starts 2 /auth-period 40\n")
        #expect(settings.user == "base1" && settings.serverName == ".radius.example")
        #expect(!settings.allowsMD5 && !settings.allowsTLS13)
        #expect(
            settings.timers
                == SupplicantTimers(
                    heldPeriodSeconds: 10, startPeriodSeconds: 20, maximumStarts: 2, authenticationPeriodSeconds: 40))
        let configuration = try #require(SupplicantConfiguration(settings, tls: nil))
        #expect(configuration.password.revealed == "s3cret-word" && !"\(settings)".contains("s3cret"))
        #expect(configuration.credentials?.methods == [])
    }

    @Test(arguments: [
        "/user base1", "/user base1 /password x /held-period 0", "/user base1 /password x /max-starts 101",
        "/user base1 /password x /server-name", "/password",
    ])
    func `what cannot be is refused`(_ options: String) {
        #expect(throws: SettingsError.self) { try settings("config change EAP0 \(options)\n") }
    }

    @Test func `a user without a password is told what to do`() {
        let error = #expect(throws: SettingsError.self) { try settings("config change EAP0 /user base1\n") }
        #expect(error?.message.contains("any text when EAP-TLS is used") == true)
    }
}
