import Settings
import TLSKit
import Testing
import WebClient

@testable import PacketCapture

@Suite struct WebDAVSettingsTests {
    private func read(_ line: String) -> (WebDAVConfiguration?, [SettingsProblem]) {
        let schema = SettingsSchema([WebDAVSettings.self])
        let (document, problems) = SettingsDocument.parse("config change PCAP0-WEBDAV \(line)\n", schema: schema)
        return (problems.isEmpty ? try? document.module(as: WebDAVSettings.self).configuration : nil, problems)
    }

    @Test func `the defaults capture nothing`() throws {
        let configuration = try WebDAVSettings.defaults().configuration
        #expect(configuration == WebDAVConfiguration())
        #expect(configuration.url == nil && configuration.credentials.isEmpty)
    }

    @Test func `everything that is set is taken`() throws {
        let (read, problems) = read(
            "/url https://store.example/traces /user agent /password secret /interface eth1 /filter \"udp port 5060\""
                + " /snap 200 /size 50 /spool 500 /refresh 30 /crash-minutes 0 /mkcol on /buffer 16 /no-name-check")
        let configuration = try #require(read, "\(problems)")
        #expect(configuration.url?.description == "https://store.example/traces")
        #expect(configuration.credentials.first?.user == "agent" && configuration.filter == "udp port 5060")
        #expect(
            configuration.limits == SpoolLimits(segmentOctets: 50_000_000, spoolOctets: 500_000_000, crashMinutes: 0))
        #expect(configuration.makesDirectory && configuration.certificateCheck == .withoutName)
        #expect(configuration.interface == "eth1" && configuration.snapLength == 200)
        #expect(!"\(configuration)".contains("secret"))
    }

    @Test(arguments: [
        "/url ftp://store/", "/url http://agent:secret@store/traces", "/url http://store/?a=b", "/size 0",
        "/size 1001", "/size 20 /spool 39", "/url http://store/ /allow-untrusted", "/url http://store/ /password x",
        "/mkcol maybe", "/interface abcdefghijklmnopq",
    ])
    func `what makes no sense is refused, and no secret is repeated`(line: String) {
        let (_, problems) = read(line)
        #expect(!problems.isEmpty && !"\(problems)".contains("secret"))
    }
}
