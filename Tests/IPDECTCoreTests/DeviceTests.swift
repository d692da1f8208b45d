import IPDECTCore
import Testing

@testable import enum IPDECTCore.EnvironmentLimits

@Suite struct `Devices` {
    @Test func `what a device can do is what the manual says`() {
        // Manual 4.23.5 and 4.6.16.
        #expect(DeviceModel.allCases.map(\.callLimit) == [8, 8, 8, 50, 0])
        #expect(DeviceModel.allCases.map(\.mediaStreamLimit) == [20, 20, 20, 50, 0])
        #expect(DeviceModel.allCases.map(\.encryptedStreamLimit) == [5, 20, 20, 40, 0])
        #expect(DeviceModel.allCases.map(\.encryptedCallLimit) == [5, 8, 8, 40, 0])
        // Manual 6.2, 0x00030208, and appendix J.
        #expect(DeviceModel.allCases.map(\.staticRadioLimit) == [2100, 2100, 2100, 2100, 4000])
        #expect(DeviceModel.allCases.map(\.userLimit) == [nil, nil, nil, nil, 4000])
        #expect(DeviceModel.allCases.map(\.hasRadio) == [true, true, true, true, false])
        #expect(DeviceModel.allCases.map(\.wiredPartLimit) == [0, 0, 0, 16, 0])
    }

    @Test func `a value between the limits of a fault changes nothing`() {
        func environment(_ celsius: Int16, _ millivolts: UInt32 = 48_000) -> Environment {
            Environment(
                temperatureCelsius: celsius, powerMilliwatts: 100_000, supplyMillivolts: millivolts, isFanRunning: true)
        }
        #expect(!EnvironmentLimits.isHot(environment(62), wasHigh: false))
        #expect(EnvironmentLimits.isHot(environment(62), wasHigh: true))
        #expect(EnvironmentLimits.isHot(environment(65), wasHigh: false))
        #expect(!EnvironmentLimits.isHot(environment(59), wasHigh: true))
        #expect(EnvironmentLimits.isSupplyLow(environment(30, 41_000), wasLow: true))
        #expect(!EnvironmentLimits.isSupplyLow(environment(30, 41_000), wasLow: false))
        #expect(!EnvironmentLimits.isSupplyLow(environment(30, 230_000), wasLow: false))
        #expect(EnvironmentLimits.isSupplyLow(environment(30, 85_000), wasLow: false))
        #expect(EnvironmentLimits.isSupplyHigh(environment(30, 58_000), wasHigh: false))
        #expect(!EnvironmentLimits.isSupplyHigh(environment(30, 230_000), wasHigh: false))
    }
}
