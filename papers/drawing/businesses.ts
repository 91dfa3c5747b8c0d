/** The businesses on the drawn invoices: all made up, with GSTINs whose check digits are right. */
import { gstinOf, type Party } from './paper.ts';

export const BUSINESSES = {
  sahyadri: {
    name: 'Sahyadri Hardware Traders',
    address: ['14, Laxmi Market, Budhwar Peth', 'Pune 411002, Maharashtra'],
    stateCode: '27',
    gstin: gstinOf('27', 'AAKFS4821M'),
  },
  konkan: {
    name: 'Konkan Interiors Pvt. Ltd.',
    address: ['Unit 7, Gokhale Road, Dadar West', 'Mumbai 400028, Maharashtra'],
    stateCode: '27',
    gstin: gstinOf('27', 'AACCK7712Q'),
  },
  deccan: {
    name: 'Deccan Electricals',
    address: ['No. 52, Sampige Road, Malleswaram', 'Bengaluru 560003, Karnataka'],
    stateCode: '29',
    gstin: gstinOf('29', 'AAHFD3390R'),
  },
  kaveri: {
    name: 'Kaveri Agro Foods LLP',
    address: ['Plot 18, Hebbal Industrial Area', 'Mysuru 570016, Karnataka'],
    stateCode: '29',
    gstin: gstinOf('29', 'AAMFK5524C'),
  },
  yamuna: {
    name: 'Yamuna Stationers & Printers',
    address: ['2316, Nai Sarak, Chandni Chowk', 'Delhi 110006'],
    stateCode: '07',
    gstin: gstinOf('07', 'AAOFY9083B'),
  },
  gomti: {
    name: 'Gomti Public School Society',
    address: ['B-41, Vibhuti Khand, Gomti Nagar', 'Lucknow 226010, Uttar Pradesh'],
    stateCode: '09',
    gstin: gstinOf('09', 'AABTG6147N'),
  },
  ganga: {
    name: 'Ganga Book Depot',
    address: ['17, Daryaganj', 'New Delhi 110002'],
    stateCode: '07',
    gstin: gstinOf('07', 'BHPPG2764L'),
  },
  marina: {
    name: 'Marina Super Mart',
    address: ['88, Lattice Bridge Road, Adyar', 'Chennai 600020'],
    stateCode: '33',
    gstin: gstinOf('33', 'AAQFM8256D'),
  },
  vaigai: {
    name: 'Vaigai Textiles Private Limited',
    address: ['31/2, Kamarajar Salai', 'Madurai 625009, Tamil Nadu'],
    stateCode: '33',
    gstin: gstinOf('33', 'AADCV4408H'),
  },
  sabarmati: {
    name: 'Sabarmati Garments',
    address: ['405, Ratanpole, Kalupur', 'Ahmedabad 380001, Gujarat'],
    stateCode: '24',
    gstin: gstinOf('24', 'ABFPS1937K'),
  },
  charminar: {
    name: 'Charminar Computers',
    address: ['5-9-30/1, Basheerbagh', 'Hyderabad 500063, Telangana'],
    stateCode: '36',
    gstin: gstinOf('36', 'AAJFC6675P'),
  },
  golconda: {
    name: 'Golconda Consulting Services Pvt Ltd',
    address: ['3rd Floor, Kundan Towers, Ameerpet', 'Hyderabad 500016, Telangana'],
    stateCode: '36',
    gstin: gstinOf('36', 'AAGCG1249F'),
  },
  hooghly: {
    name: 'Hooghly General Stores',
    address: ['112, Strand Road', 'Kolkata 700001, West Bengal'],
    stateCode: '19',
    gstin: gstinOf('19', 'AEZPH5516J'),
  },
  bengal: {
    name: 'Bengal Tea & Provisions Co.',
    address: ['9, Netaji Subhas Road', 'Kolkata 700001, West Bengal'],
    stateCode: '19',
    gstin: gstinOf('19', 'AAEFB7038A'),
  },
  aravali: {
    name: 'Aravali Steel Industries',
    address: ['G-114, Vishwakarma Industrial Area', 'Jaipur 302013, Rajasthan'],
    stateCode: '08',
    gstin: gstinOf('08', 'AAUFA2855E'),
  },
  mewar: {
    name: 'Mewar Craft House',
    address: ['6, Hathi Pol Bazaar', 'Udaipur 313001, Rajasthan'],
    stateCode: '08',
    gstin: gstinOf('08', 'CQWPM3321G'),
  },
  // Party, not each one's own type, so that a layout may ask any of them for a GSTIN.
} as const satisfies Record<string, Party>;
