import Testing

@testable import Settings

/// What changed between two documents, as the log tells it.
struct SettingsDifferenceTests {
    private let schema = SettingsSchema([ServiceSettings.self, UserSettings.self])

    private func differences(from old: String, to new: String) -> [SettingsDifference] {
        SettingsDocument(ConfigText(new), schema: schema).differences(
            from: SettingsDocument(ConfigText(old), schema: schema))
    }

    @Test func `each option is one sentence with its old and new value`() {
        let found = differences(
            from: "config change SNMP0 /enable /location \"Hall 4\" /port 5 /trap 10.0.0.1 /trap 10.0.0.2",
            to: "config change SNMP0 /location Attic /trap 10.0.0.1 /mode Write")
        #expect(
            found.map(\.description) == [
                "SNMP0 /enable was cleared", "SNMP0 /location was changed from \"Hall 4\" to Attic",
                "SNMP0 /port was cleared, it was 5", "SNMP0 /mode was set to Write",
                "SNMP0 /trap was changed from 10.0.0.1,10.0.0.2 to 10.0.0.1",
            ])
    }

    @Test func `secrets are never shown`() {
        let old = "config change SNMP0 /community first-secret\nconfig change SNMP0-USER1 /name op"
        let new = """
            config change SNMP0 /community second-secret /keys third-secret
            config change SNMP0-USER1 /name op /auth-password fourth-secret
            """
        for (before, after) in [(old, new), (new, old), ("", new), (new, "")] {
            for difference in differences(from: before, to: after) where difference.isSecret {
                #expect(difference.old == nil && difference.new == nil)
            }
            #expect(!"\(differences(from: before, to: after))".contains("-secret"))
        }
        #expect(
            differences(from: old, to: new).map(\.description) == [
                "SNMP0 /community was changed", "SNMP0 /keys was set", "SNMP0-USER1 /auth-password was set",
            ])
        #expect(differences(from: new, to: "").contains { "\($0)" == "SNMP0-USER1 /name was cleared, it was op" })
    }

    @Test func `of a module that we do not know nothing is shown but its name`() {
        let changes = [
            differences(from: "", to: "config change PHONE0 /pin 0815"),
            differences(from: "config change PHONE0 /pin 0815", to: "config change PHONE0 /pin 4711"),
            differences(from: "config change PHONE0 /pin 0815", to: ""),
        ].map { $0.map(\.description) }
        #expect(
            changes == ["set", "changed", "cleared"].map { ["PHONE0 was \($0); its values are not shown"] })
    }

    @Test func `the same said in other lines is no difference`() {
        #expect(
            differences(
                from: "config change SNMP0 /port 5 /enable", to: "config add SNMP0 /enable\nconfig add SNMP0 /port 5"
            ).isEmpty)
    }
}
