import DeviceProtocols
import IPDECTCore
import Testing

struct DeviceDescriptionTests {
    @Test func `a base station's description tells model, firmware, boot code and hardware`() {
        let text = "IPBS2[10.3.9], Bootcode[10.3.9], Hardware[IPBS2-C3/1B1]"
        let identity = DeviceDescription(Array(text.utf8)).identity
        #expect(identity.model == .ipbs2)
        #expect(identity.version == "10.3.9")
        #expect(identity.bootVersion == "10.3.9")
        #expect(identity.hardware == "IPBS2-C3/1B1")
        #expect(identity.text == text)
    }

    @Test(arguments: [
        ("IPBS[9.1.5], Bootcode[9.0.1], Hardware[IPBS-A1/1]", DeviceModel.ipbs1),
        ("IPBS1[9.1.5], Bootcode[9.0.1], Hardware[x]", .ipbs1),
        ("IPBS[12.2.1], Bootcode[12.2.1], Hardware[IPBS3-A3/1A]", .ipbs3),
        ("ipbs3[12.2.1],Bootcode[12.2.1],Hardware[IPBS3-A3/1A]", .ipbs3),
        ("IPBL[10.3.9], Bootcode[10.3.9], Hardware[IPBL-B2]", .ipbl), ("IPVM[12.2.1], Hardware[VM]", .ipvm),
        ("  IPBS2[10.3.9] ,  Bootcode[10.3.9]\r\n", .ipbs2),
    ])
    func `each kind is known by its name`(text: String, model: DeviceModel) {
        #expect(DeviceDescription(Array(text.utf8)).model == model)
    }

    @Test func `a device of the same make is no device of the system, and keeps its name and text`() {
        let text = "13r1 sr8 IP3011[13.2195], Bootcode[132134], Hardware[401#]"
        let description = DeviceDescription(Array(text.utf8))
        #expect(description.kind == .sameMaker("IP3011"))
        #expect(description.type == "IP3011")
        #expect(description.identity.model == nil)
        #expect(description.identity.version == "13r1 sr8 13.2195")
        #expect(description.identity.bootVersion == "132134")
        #expect(description.identity.text == text)
    }

    @Test func `a model that is not known yet is named, not guessed`() {
        let description = DeviceDescription(Array("IPBS9[20.1], Bootcode[20.1], Hardware[IPBS9-A1]".utf8))
        #expect(description.kind == .unknownModel("IPBS9"))
        #expect(description.model == nil)
        #expect(description.version == "20.1")
    }

    @Test(arguments: [
        "", "Linux agent 6.1.0-18-amd64 #1 SMP x86_64", "IPBS2", "IPBS2[", "IPBS2[10.3.9", "IPBS2[10.3.9]", "[]", "][",
        "[10.3.9], Bootcode[10.3.9]", "IPBS2[], Bootcode[10.3.9]",
        "Cisco IOS Software [Denali], Catalyst L3 Switch Software", "IPBS2 in rack [4]",
    ])
    func `what has not the form is foreign and keeps its text`(text: String) {
        let description = DeviceDescription(Array(text.utf8))
        #expect(description.kind == .foreign)
        #expect(description.model == nil)
        #expect(description.identity.text == text)
    }

    @Test func `a huge description is shortened, zero octets end it, and octets of no coding are Latin-1`() {
        #expect(DeviceDescription([UInt8](repeating: 0x41, count: 70_000)).text.utf8.count == DeviceReading.rawLimit)
        #expect(DeviceDescription([UInt8](repeating: 0xe4, count: 70_000)).text.utf8.count <= DeviceReading.rawLimit)
        #expect(DeviceDescription(Array("IPVM[1], Hardware[VM]\0\0rest".utf8)).text == "IPVM[1], Hardware[VM]")
        #expect(DeviceDescription([0x42, 0xfc, 0x72, 0x6f]).text == "Büro")
    }

    @Test func `any octets are a description`() {
        let seeds = [
            "IPBS2[10.3.9], Bootcode[10.3.9], Hardware[IPBS2-C3/1B1]",
            "13r1 sr8 IP3011[13.2195], Bootcode[132134], Hardware[401#]", "Büro [x], Bootcode[ä], Hardware[]",
        ].map { Array($0.utf8) }
        var random = SplitMix(state: 21)
        for _ in 0..<FuzzInputs.count {
            let identity = DeviceDescription(random.mutated(seeds)).identity
            #expect(identity.text.utf8.count <= DeviceReading.rawLimit)
            #expect(identity.model == nil || !identity.version.isEmpty)
            #expect(identity.hardware.utf8.count <= 255 && identity.version.utf8.count <= 255)
        }
    }
}
