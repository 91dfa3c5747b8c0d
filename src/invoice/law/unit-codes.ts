/** Unit quantity codes (UQC) of the GST returns, and what paper calls them. */
import { type Dated, GST_BEGAN } from './dated.ts';

interface UnitList extends Dated {
  /** Code → other words for it, in capitals without points. */
  readonly units: Readonly<Record<string, readonly string[]>>;
}

const LIST: UnitList = {
  from: GST_BEGAN,
  source: 'Form GSTR-1, table 12; the list of UQC in the help of https://www.gst.gov.in',
  units: {
    BAG: ['BAGS'],
    BAL: ['BALE', 'BALES'],
    BDL: ['BUNDLE', 'BUNDLES'],
    BKL: ['BUCKLE', 'BUCKLES'],
    BOU: ['BILLION OF UNITS'],
    BOX: ['BOXES', 'BX'],
    BTL: ['BOTTLE', 'BOTTLES', 'BOT'],
    BUN: ['BUNCH', 'BUNCHES'],
    CAN: ['CANS'],
    CBM: ['CUBIC METER', 'CUBIC METRE', 'CUM', 'M3'],
    CCM: ['CUBIC CENTIMETER', 'CUBIC CENTIMETRE', 'CC'],
    CMS: ['CM', 'CENTIMETER', 'CENTIMETRE', 'CENTIMETERS', 'CENTIMETRES'],
    CTN: ['CARTON', 'CARTONS', 'CTNS'],
    DOZ: ['DOZEN', 'DOZENS', 'DZ'],
    DRM: ['DRUM', 'DRUMS'],
    GGK: ['GREAT GROSS'],
    GMS: ['GM', 'G', 'GRAM', 'GRAMS', 'GRAMME', 'GRAMMES'],
    GRS: ['GROSS'],
    GYD: ['GROSS YARDS'],
    KGS: ['KG', 'KILO', 'KILOS', 'KILOGRAM', 'KILOGRAMS'],
    KLR: ['KL', 'KILOLITER', 'KILOLITRE', 'KILOLITERS', 'KILOLITRES'],
    KME: ['KM', 'KMS', 'KILOMETER', 'KILOMETRE', 'KILOMETERS', 'KILOMETRES'],
    LTR: ['L', 'LT', 'LTRS', 'LITER', 'LITRE', 'LITERS', 'LITRES'],
    MLT: ['ML', 'MILLILITER', 'MILLILITRE', 'MILLILITERS', 'MILLILITRES'],
    MTR: ['M', 'MTRS', 'METER', 'METRE', 'METERS', 'METRES', 'RMT'],
    MTS: ['MT', 'METRIC TON', 'METRIC TONS', 'METRIC TONNE', 'METRIC TONNES'],
    NOS: ['NO', 'NUMBER', 'NUMBERS', 'EA', 'EACH'],
    PAC: ['PACK', 'PACKS', 'PACKET', 'PACKETS', 'PKT', 'PKTS', 'PKG', 'PK'],
    PCS: ['PC', 'PCE', 'PIECE', 'PIECES'],
    PRS: ['PAIR', 'PAIRS', 'PR'],
    QTL: ['QUINTAL', 'QUINTALS'],
    ROL: ['ROLL', 'ROLLS', 'RLS'],
    SET: ['SETS'],
    SQF: ['SQFT', 'SQ FT', 'SFT', 'SQUARE FEET', 'SQUARE FOOT'],
    SQM: [
      'SQMT',
      'SQ M',
      'SQ MTR',
      'SQMTR',
      'M2',
      'SQUARE METER',
      'SQUARE METRE',
      'SQUARE METERS',
      'SQUARE METRES',
    ],
    SQY: ['SQYD', 'SQ YD', 'SQUARE YARD', 'SQUARE YARDS'],
    TBS: ['TABLET', 'TABLETS', 'TAB', 'TABS'],
    TGM: ['TEN GROSS'],
    THD: ['THOUSAND', 'THOUSANDS'],
    TON: ['TONNE', 'TONNES', 'TONS'],
    TUB: ['TUBE', 'TUBES'],
    UGS: ['US GALLON', 'US GALLONS'],
    UNT: ['UNIT', 'UNITS'],
    YDS: ['YD', 'YARD', 'YARDS'],
    OTH: ['OTHER', 'OTHERS'],
  },
};

const CODE_BY_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries(LIST.units).flatMap(([code, words]) =>
    [code, ...words].map((word): [string, string] => [word, code]),
  ),
);

/** `NOS` for `Nos.`; undefined for a unit that the list doesn't know. */
export function findUnitCode(unit: string | undefined): string | undefined {
  const word = (unit ?? '').toUpperCase().replace(/[.]/g, '').replace(/\s+/g, ' ').trim();
  return CODE_BY_WORD.get(word);
}
