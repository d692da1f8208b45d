/// Names of attachment units by the last number of dot3MauType (IANA-MAU-MIB).
enum MAUType {
    /// Numbers 1 to 104.
    private static let names = [
        "AUI", "10BASE5", "FOIRL", "10BASE2", "10BASE-T", "10BASE-FP", "10BASE-FB", "10BASE-FL", "10BROAD36",
        "10BASE-T half duplex", "10BASE-T full duplex", "10BASE-FL half duplex", "10BASE-FL full duplex", "100BASE-T4",
        "100BASE-TX half duplex", "100BASE-TX full duplex", "100BASE-FX half duplex", "100BASE-FX full duplex",
        "100BASE-T2 half duplex", "100BASE-T2 full duplex", "1000BASE-X half duplex", "1000BASE-X full duplex",
        "1000BASE-LX half duplex", "1000BASE-LX full duplex", "1000BASE-SX half duplex", "1000BASE-SX full duplex",
        "1000BASE-CX half duplex", "1000BASE-CX full duplex", "1000BASE-T half duplex", "1000BASE-T full duplex",
        "10GBASE-X", "10GBASE-LX4", "10GBASE-R", "10GBASE-ER", "10GBASE-LR", "10GBASE-SR", "10GBASE-W", "10GBASE-EW",
        "10GBASE-LW", "10GBASE-SW", "10GBASE-CX4", "2BASE-TL", "10PASS-TS", "100BASE-BX10-D", "100BASE-BX10-U",
        "100BASE-LX10", "1000BASE-BX10-D", "1000BASE-BX10-U", "1000BASE-LX10", "1000BASE-PX10-D", "1000BASE-PX10-U",
        "1000BASE-PX20-D", "1000BASE-PX20-U", "10GBASE-T", "10GBASE-LRM", "1000BASE-KX", "10GBASE-KX4", "10GBASE-KR",
        "10/1GBASE-PRX-D1", "10/1GBASE-PRX-D2", "10/1GBASE-PRX-D3", "10/1GBASE-PRX-U1", "10/1GBASE-PRX-U2",
        "10/1GBASE-PRX-U3", "10GBASE-PR-D1", "10GBASE-PR-D2", "10GBASE-PR-D3", "10GBASE-PR-U1", "10GBASE-PR-U3",
        "40GBASE-KR4", "40GBASE-CR4", "40GBASE-SR4", "40GBASE-FR", "40GBASE-LR4", "100GBASE-CR10", "100GBASE-SR10",
        "100GBASE-LR4", "100GBASE-ER4", "1000BASE-T1", "1000BASE-PX30-D", "1000BASE-PX30-U", "1000BASE-PX40-D",
        "1000BASE-PX40-U", "10/1GBASE-PRX-D4", "10/1GBASE-PRX-U4", "10GBASE-PR-D4", "10GBASE-PR-U4", "25GBASE-CR",
        "25GBASE-CR-S", "25GBASE-KR", "25GBASE-KR-S", "25GBASE-R", "25GBASE-SR", "25GBASE-T", "40GBASE-ER4",
        "40GBASE-R", "40GBASE-T", "100GBASE-CR4", "100GBASE-KR4", "100GBASE-KP4", "100GBASE-R", "100GBASE-SR4",
        "2.5GBASE-T", "5GBASE-T",
    ]

    /// The unit's name; its number where the list has none.
    static func name(_ number: UInt16) -> String {
        number >= 1 && Int(number) <= names.count ? names[Int(number) - 1] : "type \(number)"
    }
}
