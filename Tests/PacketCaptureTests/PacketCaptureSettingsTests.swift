import NetworkValues
import Settings
import Testing

@testable import PacketCapture

struct PacketCaptureSettingsTests {
    private static let schema = SettingsSchema([PacketCaptureSettings.self])

    private func settings(_ options: String) throws -> PacketCaptureSettings {
        try SettingsDocument(ConfigText("config change PCAP0 \(options)\n"), schema: Self.schema)
            .module(as: PacketCaptureSettings.self)
    }

    @Test func `remote captures need a password, or a word that they need none`() throws {
        #expect(throws: SettingsError.self) { try settings("/enable") }
        #expect(throws: SettingsError.self) { try settings("/enable /user ann") }
        #expect(try settings("/enable /no-password").allowsNobody)
        #expect(try settings("/enable /user ann /password x").password != nil)
        #expect(!(try settings("")).isEnabled)
    }

    @Test func `user and password must both be right`() throws {
        let settings = try settings("/user ann /password secret")
        #expect(settings.accepts(user: "ann", password: "secret".utf8))
        for (user, password) in [("ann", "secre"), ("ann", "secrett"), ("ann", ""), ("", "secret"), ("bob", "secret")] {
            #expect(!settings.accepts(user: user, password: password.utf8))
        }
        #expect(!(try self.settings("")).accepts(user: "", password: "".utf8))
    }

    @Test func `the ticks say what may be seen`() throws {
        func request(_ options: String, _ interface: String?) throws -> CaptureRequest {
            try settings(options).request(for: interface, .pcapng, viewer: "")
        }
        #expect(throws: CaptureError.self) { try request("", "eth0") }
        #expect(throws: CaptureError.self) { try request("/trace", "eth0") }
        #expect(throws: CaptureError.self) { try request("/traffic", "trace") }
        #expect(try request("/trace", "trace").interface == nil)
        let both = try request("/trace /traffic", "eth0")
        #expect(both.interface == "eth0" && both.takesTrace)
        #expect(!(try request("/traffic", "eth0")).takesTrace)
    }
}
