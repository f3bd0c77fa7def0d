import { join } from 'node:path';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));

export const fixtures = {
  first: 'schemas/measurements/tables/quantities/fixtures/1601076414018_fixture',
  second: 'schemas/measurements/tables/quantities/fixtures/1601081365273_fixture',
} as const;

/** `name|label|unit|unit_desc` of each quantity in the order of the ids; a dash stands for null. */
export const quantities: readonly string[] = `
Acceleration|Acceleration|m/s²|meter per square second
AmountOfSubstance|Amount Of Substance|mol|mole
Angle|Angle|rad|radian
AngularAcceleration|Angular Acceleration|rad/s²|radian per square second
AngularVelocity|Angular Velocity|rad/s|radian per second
Area|Area|m²|square meter
CatalyticActivity|Catalytic Activity|kat|katal
DataAmount|Data Amount|bit|–
DataRate|Data Rate|bit/s|bit per second
Dimensionless|Dimensionless|–|–
Duration|Duration|s|second
DynamicViscosity|Dynamic Viscosity|Pa·s|Pascal-Second
ElectricCapacitance|Electric Capacitance|F|Farad
ElectricCharge|Electric Charge|C|Coulomb
ElectricConductance|Electric Conductance|S|Siemens
ElectricCurrent|Electric Current|A|Ampere
ElectricInductance|Electric Inductance|H|Henry
ElectricPotential|Electric Potential|V|Volt
ElectricResistance|Electric Resistance|Ω|Ohm
Energy|Energy|J|Joule
Force|Force|N|Newton
Frequency|Frequency|Hz|Hertz
Illuminance|Illuminance|lx|lux
KinematicViscosity|Kinematic Viscosity|m²/s|–
Length|Length|m|meter
LuminousFlux|Luminous Flux|lm|lumen
LuminousIntensity|Luminous Intensity|cd|candela
MagneticFlux|Magnetic Flux|Wb|Weber
MagneticFluxDensity|Magnetic Flux Density|T|Tesla
Mass|Mass|kg|kilogram
MassFlowRate|Mass Flow Rate|kg/s|kilogram per second
Money|Money|–|–
Power|Power|W|Watt
Pressure|Pressure|Pa|Pascal
RadiationDoseAbsorbed|Radiation Dose Absorbed|Gy|Gray
RadiationDoseEffective|Radiation Dose Effective|Sv|sievert
RadioactiveActivity|Radioactive Activity|Bq|Becquerel
SolidAngle|Solid Angle|sr|steradian
Temperature|Temperature|K|Kelvin
Torque|Torque|N·m|Newton-Meter
Velocity|Velocity|m/s|meter per second
Volume|Volume|m³|cubic meter
VolumetricDensity|Volumetric Density|kg/m³|kilogram per cubic meter
VolumetricFlowRate|Volumetric Flow Rate|m³/s|cubic meter per second
Percent|Percent|%|percentage
PartsPerMillion|Parts per Million|ppm|parts per million
PartsPerBillion|Parts per Billion|ppb|parts per billion`
  .trim()
  .split('\n');
