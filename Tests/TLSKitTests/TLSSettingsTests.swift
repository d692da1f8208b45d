import Settings
import Testing
import TLSKit

struct TLSSettingsTests {
    private func settings(_ text: String) throws -> TLSSettings {
        try SettingsDocument(ConfigText(text), schema: SettingsSchema([TLSSettings.self])).module(as: TLSSettings.self)
    }

    @Test func `nothing said is the modern profile without more`() throws {
        let settings = try settings("")
        #expect(settings.profile == .modern && !settings.requiresKeyUsage && !settings.usesSystemTrust)
    }

    @Test(arguments: TLSProfile.allCases) func `each profile can be chosen`(_ profile: TLSProfile) throws {
        let settings = try settings("config change TLS0 /profile \(profile.rawValue) /key-usage /system-trust\n")
        #expect(settings.profile == profile && settings.requiresKeyUsage && settings.usesSystemTrust)
    }

    @Test func `another profile is refused`() {
        #expect(throws: SettingsError.self) { try settings("config change TLS0 /profile fastest\n") }
    }
}
